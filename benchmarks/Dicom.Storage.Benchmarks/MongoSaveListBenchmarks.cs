using BenchmarkDotNet.Attributes;
using Dicom.Storage.Core;

namespace Dicom.Storage.Benchmarks;

/// <summary>
/// Lists of new rows into MongoDB, durable: the provider with all it keeps true, against one acknowledged upsert a row. The server is
/// what DICOM_STORAGE_TEST_MONGODB names, else a FerretDB, whose figures say nothing of MongoDB's: it reads the whole collection
/// for each upsert.
/// </summary>
[MemoryDiagnoser]
[MinIterationCount(5)]
[MaxIterationCount(20)]
public class MongoSaveListBenchmarks
{
    private readonly BenchmarkRows _rows = new();
    private MongoBenchmarkServer _server = null!;
    private DicomImageMeta[] _images = [];
    private DicomStateMeta[] _states = [];

    [Params(1, 50, 1_000, 10_000)]
    public int Rows { get; set; }

    [GlobalSetup]
    public async Task SetupAsync() => _server = await MongoBenchmarkServer.StartAsync();

    [GlobalCleanup]
    public async Task CleanupAsync() => await _server.DisposeAsync();

    [IterationSetup]
    public void NewRows()
    {
        _images = _rows.Images(Rows);
        _states = _rows.States(Rows);
    }

    [Benchmark(Baseline = true)]
    public Task ImagesRowByRowAsync() => _server.SaveRowByRowAsync(MetaTables.Image, _images);

    [Benchmark]
    public Task SaveImageListAsync() => _server.Provider.SaveImageListAsync(_images, CancellationToken.None);

    [Benchmark]
    public Task StatesRowByRowAsync() => _server.SaveRowByRowAsync(MetaTables.State, _states);

    [Benchmark]
    public Task SaveStateListAsync() => _server.Provider.SaveStateListAsync(_states, CancellationToken.None);
}
