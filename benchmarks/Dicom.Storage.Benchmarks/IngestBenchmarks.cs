using BenchmarkDotNet.Attributes;
using Dicom.Storage.Core;
using Dicom.Storage.Ingest;
using Dicom.Storage.Scp;

namespace Dicom.Storage.Benchmarks;

/// <summary>CT images over loopback into a server of this process, by acknowledgement level: time for 200 images on 4 associations.</summary>
[MemoryDiagnoser]
public class IngestBenchmarks
{
    private const int Images = 200;
    private const int Associations = 4;

    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"dicom-storage-benchmark-{Environment.ProcessId}");
    private StorageScpServer? _server;
    private long _salt = 1;

    [ParamsAllValues]
    public AckLevel Level { get; set; }

    [GlobalSetup]
    public async Task SetupAsync()
    {
        _server = StorageScp.CreateBuilder()
            .ConfigureStorage(o => o.Root = Path.Combine(_folder, $"{Level}"))
            .Configure(o =>
            {
                o.Address = "127.0.0.1";
                o.Port = 0;
                o.AckLevel = Level;
            })
            .Build();
        await _server.StartAsync();
    }

    [GlobalCleanup]
    public async Task CleanupAsync()
    {
        await _server!.StopAsync();
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Benchmark(OperationsPerInvoke = Images)]
    public async Task<int> StoreAsync()
    {
        LoadResult result = await OwnLoad.RunAsync(_server!.Scp.EndPoint!.Port, Associations, Images, _salt++, CancellationToken.None);
        return result.Failed == 0 ? result.Stored : throw new InvalidOperationException($"{result.Failed} images were not stored.");
    }
}
