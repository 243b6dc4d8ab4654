using System.Collections.Concurrent;
using System.Reflection;
using Dicom.Storage.Sqlite;
using Dicom.Storage.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dicom.Storage.Core.Tests;

/// <summary>A receiver that publishes and an indexer, on one in-process bus, with real directories and a real database.</summary>
internal sealed class IndexerFixture : IAsyncDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly Spool _spool;
    private readonly IngestPipeline _pipeline;

    public IndexerFixture(bool consumes = true, DuplicatePolicy duplicates = DuplicatePolicy.KeepBoth)
    {
        IngestOptions options = new()
        {
            FirstRetryDelay = TimeSpan.FromMilliseconds(1), MaxRetryDelay = TimeSpan.FromMilliseconds(5), Indexing = IndexingPlace.Consumers, Partitions = 1,
        };
        Consumes = consumes;
        _spool = new Spool(new SpoolOptions { Path = _directory["spool"], MinFreeBytes = 0 }, TimeProvider.System, NullLogger<Spool>.Instance);
        Store = new WatchedStore(new FileSystemInstanceStore(new FileSystemInstanceStoreOptions { Root = _directory["objects"], DuplicatePolicy = duplicates }));
        Database = new SqliteDbProvider(new SqliteDicomStorageOptions { Path = _directory["index.db"] }, TimeProvider.System);
        Publisher = new Tap(Bus);
        _pipeline = new IngestPipeline(_spool, Store, DispatchProxy.Create<IDbProvider, NoDatabase>(), Publisher, options, TimeProvider.System, NullLogger<IngestPipeline>.Instance);
        Indexer = new StorageIndexer(Bus, Publisher, Store, Database, new IndexerOptions(), NullLogger<StorageIndexer>.Instance);
    }

    public bool Consumes { get; }

    public InProcessBus Bus { get; } = new();

    public Tap Publisher { get; }

    public WatchedStore Store { get; }

    public SqliteDbProvider Database { get; }

    public StorageIndexer Indexer { get; }

    public Spool Spool => _spool;

    public async Task StartAsync()
    {
        await Database.EnsureSchemaAsync(CancellationToken.None);
        if (Consumes)
            await Indexer.StartAsync(CancellationToken.None);
        _pipeline.Start();
    }

    /// <summary>Receives an object; its event of received objects is what is returned.</summary>
    public async Task<StorageEvent> ReceiveAsync(SyntheticObject item)
    {
        await using SpoolWriter writer = SpoolObjects.Begin(_spool, item);
        IngestTicket? ticket = await _pipeline.CommitAsync(writer, SpoolObjects.Describe(item, writer), AckLevel.Published);
        Assert.True(await ticket!.Published.WaitAsync(TimeSpan.FromSeconds(60)));
        return Publisher.Events.Last(e => e.Topic == StorageTopic.Storage);
    }

    public ValueTask IndexAsync(params IReadOnlyList<StorageEvent> events) => Indexer.IndexAsync(events, CancellationToken.None);

    /// <summary>Gets everything the index says, as text.</summary>
    public async Task<string> RowsAsync()
    {
        MetaQuery all = new() { TenantId = TenantId.Fallback };
        IEnumerable<object> series = (await Database.QuerySeriesAsync(all, CancellationToken.None)).Items;
        IEnumerable<object> images = (await Database.QueryInstancesAsync(all, CancellationToken.None)).Items;
        return string.Join('\n', series.Concat(images));
    }

    public async Task<int> ImagesAsync() => (await Database.QueryInstancesAsync(new MetaQuery { TenantId = TenantId.Fallback }, CancellationToken.None)).Items.Count;

    public async ValueTask DisposeAsync()
    {
        await Indexer.DisposeAsync();
        await _pipeline.DisposeAsync();
        _spool.Dispose();
        await Database.DisposeAsync();
        _directory.Dispose();
    }

    /// <summary>Keeps what goes to the bus; fails as often as told.</summary>
    internal sealed class Tap(InProcessBus bus) : IMessagePublisher
    {
        private readonly ConcurrentQueue<StorageEvent> _events = [];

        public IReadOnlyList<StorageEvent> Events => [.. _events];

        public int FailuresOfStates { get; set; }

        public async ValueTask PublishAsync(IReadOnlyList<StorageEvent> events, CancellationToken cancellationToken)
        {
            if (events.Any(e => e.Topic == StorageTopic.State) && FailuresOfStates-- > 0)
                throw new DicomStorageException(StorageErrorKind.BusError, "down", isTransient: true);
            await bus.PublishAsync(events, cancellationToken);
            foreach (StorageEvent item in events)
                _events.Enqueue(item);
        }
    }

    /// <summary>Counts what is opened.</summary>
    internal sealed class WatchedStore(FileSystemInstanceStore store) : IInstanceStore
    {
        public int Opened { get; private set; }

        public string Root => store.Root;

        public ValueTask<IReadOnlyList<PutResult>> PutAsync(IReadOnlyList<PutRequest> batch, CancellationToken cancellationToken) => store.PutAsync(batch, cancellationToken);

        public bool IsLocationOf(TenantId tenant, string location) => store.IsLocationOf(tenant, location);

        public string OriginalOf(string location) => store.OriginalOf(location);

        public ValueTask<Stream> OpenAsync(string location, CancellationToken cancellationToken)
        {
            Opened++;
            return store.OpenAsync(location, cancellationToken);
        }

        public ValueTask<Stream> OpenRangeAsync(string location, long offset, long length, CancellationToken cancellationToken) =>
            store.OpenRangeAsync(location, offset, length, cancellationToken);

        public ValueTask<bool> DeleteAsync(string location, CancellationToken cancellationToken) => store.DeleteAsync(location, cancellationToken);

        public IAsyncEnumerable<StoredObject> EnumerateAsync(CancellationToken cancellationToken) => store.EnumerateAsync(cancellationToken);
    }

    /// <summary>A receiver whose events others index has none to ask.</summary>
    public class NoDatabase : DispatchProxy
    {
        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => throw new InvalidOperationException($"{targetMethod?.Name} was called.");
    }
}
