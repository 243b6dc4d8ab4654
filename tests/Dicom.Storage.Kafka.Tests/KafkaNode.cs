using Dicom.Storage.Core;
using Dicom.Storage.Core.Tests;
using Dicom.Storage.Sqlite;
using Dicom.Storage.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dicom.Storage.Kafka.Tests;

/// <summary>A receiver whose events go to Kafka, and indexers that consume them: spool, store and database are real.</summary>
internal sealed class KafkaNode : IAsyncDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly SqliteDbProvider _database;
    private readonly IngestPipeline _pipeline;
    private readonly FileSystemInstanceStore _store;

    public KafkaNode(TestBus bus)
    {
        Bus = bus;
        IngestOptions options = new() { FirstRetryDelay = TimeSpan.FromMilliseconds(1), MaxRetryDelay = TimeSpan.FromMilliseconds(100), Indexing = IndexingPlace.Consumers };
        Spool = new Spool(new SpoolOptions { Path = _directory["spool"], MinFreeBytes = 0 }, TimeProvider.System, NullLogger<Spool>.Instance);
        _store = new FileSystemInstanceStore(new FileSystemInstanceStoreOptions { Root = _directory["objects"] });
        _database = new SqliteDbProvider(new SqliteDicomStorageOptions { Path = _directory["index.db"] }, TimeProvider.System);
        _pipeline = new IngestPipeline(Spool, _store, _database, bus.Publisher, options, TimeProvider.System, NullLogger<IngestPipeline>.Instance);
        _pipeline.Start();
    }

    public TestBus Bus { get; }

    public Spool Spool { get; }

    public SqliteDbProvider Database => _database;

    /// <summary>Gets the replay of what the store holds.</summary>
    public StoreReplay StoreReplay => new(_store, _database, Bus.Publisher, TimeProvider.System);

    /// <summary>Starts an indexer on a bus of this node or another process's.</summary>
    public async Task<StorageIndexer> IndexAsync(TestBus? bus = null, IDbProvider? database = null)
    {
        TestBus on = bus ?? Bus;
        StorageIndexer indexer = new(on.Source, on.Publisher, _store, database ?? _database, new IndexerOptions(), NullLogger<StorageIndexer>.Instance);
        await indexer.StartAsync(CancellationToken.None);
        return indexer;
    }

    /// <summary>Takes an object and acknowledges it: it is durable in the spool.</summary>
    public async Task ReceiveAsync(int number, int study)
    {
        SyntheticObject item = SyntheticObject.Create(number, study, 100);
        await using SpoolWriter writer = SpoolObjects.Begin(Spool, item);
        await _pipeline.CommitAsync(writer, SpoolObjects.Describe(item, writer), AckLevel.Received);
    }

    public Task IndexedAsync(int count) => Eventually.IsTrueAsync(async () => await CountAsync() >= count);

    public Task DrainedAsync() => Eventually.IsTrueAsync(() => Spool.Depth == 0);

    public async Task<int> CountAsync()
    {
        int count = 0;
        for (int offset = 0; ; offset += 1_000)
        {
            int page = (await _database.QueryInstancesAsync(new MetaQuery { TenantId = TenantId.Fallback, Limit = 1_000, Offset = offset }, CancellationToken.None)).Items.Count;
            count += page;
            if (page < 1_000)
                return count;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _pipeline.DisposeAsync();
        Spool.Dispose();
        await _database.DisposeAsync();
        _directory.Dispose();
    }
}
