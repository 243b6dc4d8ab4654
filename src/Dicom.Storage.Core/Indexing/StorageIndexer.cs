using Microsoft.Extensions.Logging;

namespace Dicom.Storage.Core;

/// <summary>
/// Enters in the index what pipelines publish: reads each object's header from the instance store, saves receipts, series and objects in
/// one transaction, publishes the events of series and images, and only then has the batch confirmed to the source. Every step may be
/// repeated without effect: a receipt that is in the journal has had its effect, and of two receipts the later one decides what a
/// series says, in whatever order they come.
/// </summary>
public sealed class StorageIndexer : IAsyncDisposable
{
    private readonly IMessageSource _source;
    private readonly IMessagePublisher _publisher;
    private readonly IDbProvider _database;
    private readonly IndexerOptions _options;
    private readonly IndexReader _reader;
    private readonly ILogger _logger;
    private IAsyncDisposable? _subscription;

    /// <summary>Makes an indexer; <see cref="StartAsync"/> sets it to work.</summary>
    public StorageIndexer(
        IMessageSource source,
        IMessagePublisher publisher,
        IInstanceStore store,
        IDbProvider database,
        IndexerOptions options,
        ILogger<StorageIndexer> logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        _source = source;
        _publisher = publisher;
        _database = database;
        _options = options;
        _reader = new IndexReader(store, database);
        _logger = logger;
    }

    /// <summary>Brings the database's schema up to date and begins to consume.</summary>
    /// <exception cref="DicomStorageException">The database cannot be used as it is.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _database.EnsureSchemaAsync(cancellationToken).ConfigureAwait(false);
        _subscription = await _source.SubscribeAsync(StorageTopic.Storage, _options.Group, IndexAsync, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Finishes the batch in work and ends the consuming.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _subscription, null) is { } subscription)
            await subscription.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Indexes a batch: what the subscription does with each. Completes when rows and events are durable.</summary>
    /// <param name="events">Events of <see cref="StorageTopic.Storage"/>.</param>
    /// <exception cref="DicomStorageException">Nothing of the batch is lost; where it is not transient, one of the events is at fault, and alone shows which.</exception>
    /// <exception cref="IOException">The instance store fails, or has no such object.</exception>
    public async ValueTask IndexAsync(IReadOnlyList<StorageEvent> events, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(events);
        List<StorageEvent> distinct = Distinct(events);
        IndexItem?[] items = new IndexItem?[distinct.Count];
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = _options.Parallelism, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, items.Length, parallel, async (i, token) => items[i] = await _reader.ReadAsync(distinct[i], token).ConfigureAwait(false)).ConfigureAwait(false);

        IndexEffects effects = new(_database);
        foreach (IndexItem item in items.OfType<IndexItem>().OrderBy(static item => item.Store.CreatedTime))
            await effects.AddAsync(item, cancellationToken).ConfigureAwait(false);
        foreach (StorageEvent dropped in distinct.Where((_, i) => items[i] is null))
            CoreLog.DuplicateDropped(_logger, dropped.TraceId);

        IReadOnlyList<StorageEvent> consequences = await effects.SaveAsync(cancellationToken).ConfigureAwait(false);
        await _publisher.PublishAsync(consequences, cancellationToken).ConfigureAwait(false);
    }

    // A delivery may hold an event more than once. Two that share their id and say different things are no repetition.
    private static List<StorageEvent> Distinct(IReadOnlyList<StorageEvent> events)
    {
        Dictionary<TraceId, StorageEvent> seen = new(events.Count);
        List<StorageEvent> distinct = new(events.Count);
        foreach (StorageEvent item in events)
        {
            if (item.Payload is not DicomStoreMeta store)
                throw IndexReader.Refuse("the event is not of the topic of received objects");
            if (seen.TryAdd(item.TraceId, item))
                distinct.Add(item);
            else if (!IndexReader.IsSameReceipt((DicomStoreMeta)seen[item.TraceId].Payload, store))
                throw IndexReader.Refuse("another event has the same id and says something else");
        }

        return distinct;
    }
}
