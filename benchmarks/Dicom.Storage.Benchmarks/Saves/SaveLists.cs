using BenchmarkDotNet.Attributes;
using Dicom.Storage.Core;
using Dicom.Storage.Relational;

namespace Dicom.Storage.Benchmarks;

/// <summary>
/// Lists of new rows into a real server of this machine, durable: the provider's bulk paths with all they keep true, against the
/// row-by-row upsert of dicom-server-rs into its own tables.
/// </summary>
[MemoryDiagnoser]
[MinIterationCount(5)]
[MaxIterationCount(20)]
public abstract class SaveLists(TimeSpan roundTrip)
{
    private readonly BenchmarkRows _rows = new();
    private BenchmarkServer _server = null!;
    private DicomImageMeta[] _images = [];
    private DicomStateMeta[] _states = [];

    [ParamsAllValues]
    public ServerKind Server { get; set; }

    protected abstract int Count { get; }

    [GlobalSetup]
    public async Task SetupAsync() => _server = await BenchmarkServer.StartAsync(Server, roundTrip);

    [GlobalCleanup]
    public async Task CleanupAsync() => await _server.DisposeAsync();

    [IterationSetup]
    public void NewRows()
    {
        _images = _rows.Images(Count);
        _states = _rows.States(Count);
    }

    [Benchmark]
    public Task ImagesRowByRowAsync() => _server.Original.SaveAsync(MetaTables.Image, _images);

    [Benchmark]
    public Task SaveImageListAsync() => _server.Provider.SaveImageListAsync(_images, CancellationToken.None);

    [Benchmark]
    public Task StatesRowByRowAsync() => _server.Original.SaveAsync(MetaTables.State, _states);

    [Benchmark]
    public Task SaveStateListAsync() => _server.Provider.SaveStateListAsync(_states, CancellationToken.None);
}
