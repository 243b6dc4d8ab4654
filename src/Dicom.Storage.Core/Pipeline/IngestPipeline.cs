using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Dicom.Storage.Core;

/// <summary>
/// Brings objects from the spool into store, index and bus, in the background. Objects of one study stay in order; everything
/// that is not done stays in the spool and is taken up again, now or at the next start.
/// </summary>
public sealed class IngestPipeline : IAsyncDisposable
{
    private readonly Spool _spool;
    private readonly IngestOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly IFaultPoints _faults;
    private readonly IngestPartition[] _partitions;
    private readonly ConcurrentDictionary<TraceId, byte> _inFlight = [];
    private readonly ConcurrentDictionary<TraceId, IngestTicket> _tickets = [];
    private readonly SemaphoreSlim _scanWanted = new(1, 1);
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _aborting = new();
    private Task _work = Task.CompletedTask;

    // What was left to the disk while the scan reads it: the listing may show a later one of them and lack an earlier one. Null between listings.
    private HashSet<TraceId>? _leftWhileListing;

    // Set while entries wait on disk that no partition has in memory: new ones then queue up behind them, on disk as well.
    private bool _spilled = true;

    /// <summary>Makes a pipeline; <see cref="Start"/> sets it to work.</summary>
    /// <param name="transform">Decides what is stored of each object; null to store all as they came.</param>
    public IngestPipeline(
        Spool spool,
        IInstanceStore store,
        IDbProvider database,
        IMessagePublisher publisher,
        IngestOptions options,
        TimeProvider time,
        ILogger<IngestPipeline> logger,
        IIngestTransform? transform = null)
        : this(spool, store, database, publisher, options, time, logger, transform, IFaultPoints.None)
    {
    }

    internal IngestPipeline(
        Spool spool,
        IInstanceStore store,
        IDbProvider database,
        IMessagePublisher publisher,
        IngestOptions options,
        TimeProvider time,
        ILogger logger,
        IIngestTransform? transform,
        IFaultPoints faults)
    {
        ArgumentNullException.ThrowIfNull(spool);
        ArgumentNullException.ThrowIfNull(options);
        _spool = spool;
        _options = options;
        _time = time;
        _logger = logger;
        _faults = faults;
        IngestStaging staging = new(spool, transform, faults, logger);
        IngestSteps steps = new(spool, store, database, publisher, staging, options.Indexing, faults, logger);
        _partitions = [.. Enumerable.Range(0, options.Partitions).Select(_ => new IngestPartition(steps, staging, spool, options, time, logger, _inFlight))];
    }

    /// <summary>Gets how many objects are in memory or in work.</summary>
    public int InFlight => _inFlight.Count;

    internal IndexingPlace Indexing => _options.Indexing;

    /// <summary>Begins the work, first with what the spool holds from before.</summary>
    public void Start()
    {
        CoreLog.IngestStarted(_logger, _partitions.Length, _spool.Depth);
        IEnumerable<Task> workers = _partitions.Select(partition => partition.RunAsync(_stopping.Token, _aborting.Token));
        _work = Task.WhenAll([ScanWhenWantedAsync(_stopping.Token), .. workers]);
    }

    /// <summary>Completes a received object: it becomes an entry of the spool and goes to work.</summary>
    /// <param name="writer">The object, written to its end.</param>
    /// <param name="description">What its header says.</param>
    /// <param name="level">How durable the entry must be when the task completes, and whether a ticket is wanted.</param>
    /// <returns>A ticket to wait on for <see cref="AckLevel.Indexed"/> and <see cref="AckLevel.Published"/>; otherwise null.</returns>
    /// <exception cref="IOException">The object could not be made durable: do not acknowledge it.</exception>
    public async ValueTask<IngestTicket?> CommitAsync(SpoolWriter writer, InstanceDescription description, AckLevel level)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(description);
        TraceId traceId = writer.TraceId;
        IngestTicket? ticket = level >= AckLevel.Indexed ? new IngestTicket() : null;
        _inFlight[traceId] = 0; // before the entry has its name, so that a scan does not take it up as well
        try
        {
            SpoolEntry entry = await writer.CommitAsync(level >= AckLevel.Durable).ConfigureAwait(false);
            Submit(new IngestItem(entry, description, ticket));
            return ticket;
        }
        catch (IOException)
        {
            _inFlight.TryRemove(traceId, out _);
            throw;
        }
    }

    /// <summary>Drops the ticket of an object whose sender no longer waits.</summary>
    public void ForgetTicket(TraceId traceId) => _tickets.TryRemove(traceId, out _);

    /// <summary>Is told by a receiver right before it answers success.</summary>
    internal void AboutToAnswer() => _faults.Pass(FaultPoint.BeforeAnswer);

    /// <summary>
    /// Ends the work: the batches in work are finished unless the token is cancelled first. The rest stays in the spool; a transform that is at work is given up
    /// and asked again at the next start.
    /// </summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        using CancellationTokenRegistration abort = cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _aborting);
        try
        {
            await _work.ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // A batch that was cut off is repeated at the next start.
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        using CancellationTokenSource now = new();
        await now.CancelAsync().ConfigureAwait(false);
        await StopAsync(now.Token).ConfigureAwait(false);
        _stopping.Dispose();
        _aborting.Dispose();
        _scanWanted.Dispose();
        foreach (IngestPartition partition in _partitions)
            partition.Dispose();
    }

    private void Submit(IngestItem item)
    {
        lock (_gate)
        {
            if (!_spilled && PartitionOf(item.Key).TryAdd(item))
                return;

            // The entry is safe on disk; the scan brings it back in its turn.
            _spilled = true;
            if (item.Ticket is not null)
                _tickets[item.Entry.TraceId] = item.Ticket;
            _leftWhileListing?.Add(item.Entry.TraceId);
            _inFlight.TryRemove(item.Entry.TraceId, out _);
        }

        WantScan();
    }

    private void WantScan()
    {
        lock (_gate)
        {
            if (_scanWanted.CurrentCount == 0)
                _scanWanted.Release();
        }
    }

    private async Task ScanWhenWantedAsync(CancellationToken stopping)
    {
        using ITimer timer = _time.CreateTimer(_ => LookForStrays(), state: null, _options.ScanInterval, _options.ScanInterval);
        int failures = 0;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await _scanWanted.WaitAsync(stopping).ConfigureAwait(false);
                await ScanAsync(stopping).ConfigureAwait(false);
                failures = 0;
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                TimeSpan delay = IngestFailure.DelayAfter(++failures, _options);
                CoreLog.SpoolScanFailed(_logger, exception.HResult, (long)delay.TotalMilliseconds);
                await Task.Delay(delay, _time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                WantScan();
            }
        }
    }

    // Re-queued entries, and those a scan could not read for a moment, are in nobody's memory.
    private void LookForStrays()
    {
        if (_spool.Depth <= _inFlight.Count)
            return;
        lock (_gate)
            _spilled = true;
        WantScan();
    }

    private async Task ScanAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            List<SpoolEntry> entries = ListOldest();
            if (entries.Count == 0)
            {
                lock (_gate)
                {
                    // Looked at again under the gate: what was committed in between was not queued by Submit.
                    if (SpoolDirectory.Oldest(_spool.Ready, 1, _inFlight.ContainsKey).Count == 0)
                    {
                        _spilled = false;
                        return;
                    }
                }

                continue;
            }

            foreach (SpoolEntry entry in entries)
                await TakeUpAsync(entry, cancellationToken).ConfigureAwait(false);
        }
    }

    // A listing is no moment: of two that come while it runs it may show the second only. So none of these is taken before the next one.
    private List<SpoolEntry> ListOldest()
    {
        lock (_gate)
            _leftWhileListing = [];
        try
        {
            List<SpoolEntry> entries = SpoolDirectory.Oldest(_spool.Ready, _options.QueueCapacity, _inFlight.ContainsKey);
            lock (_gate)
                entries.RemoveAll(entry => _leftWhileListing.Contains(entry.TraceId));
            return entries;
        }
        finally
        {
            lock (_gate)
                _leftWhileListing = null;
        }
    }

    private async ValueTask TakeUpAsync(SpoolEntry entry, CancellationToken cancellationToken)
    {
        if (!_inFlight.TryAdd(entry.TraceId, 0))
            return;

        bool handedOn = false;
        try
        {
            InstanceDescription? description = SpoolEntryReader.TryRead(entry, out string? reason);
            if (description is null)
            {
                Refuse(entry, reason!);
                return;
            }

            _tickets.TryRemove(entry.TraceId, out IngestTicket? ticket);
            IngestItem item = new(entry, description, ticket);
            await PartitionOf(item.Key).AddAsync(item, cancellationToken).ConfigureAwait(false);
            handedOn = true;
        }
        finally
        {
            if (!handedOn)
                _inFlight.TryRemove(entry.TraceId, out _);
        }
    }

    private void Refuse(SpoolEntry entry, string reason)
    {
        if (!File.Exists(entry.FilePath))
            return; // done meanwhile

        _spool.Quarantine.Add(entry, reason);
        CoreLog.Quarantined(_logger, entry.TraceId, reason);
        if (_tickets.TryRemove(entry.TraceId, out IngestTicket? ticket))
            ticket.SetRefused();
    }

    private IngestPartition PartitionOf(InstanceKey key)
    {
        ulong hash = UidHash.Compute(key.StudyUid);
        return _partitions[hash % (ulong)_partitions.Length];
    }
}
