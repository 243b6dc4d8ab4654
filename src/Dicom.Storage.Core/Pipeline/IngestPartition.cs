using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Dicom.Storage.Core;

/// <summary>One line of the pipeline: takes its items in order, in batches, and retries until they are done or refused.</summary>
internal sealed class IngestPartition
{
    private readonly IngestSteps _steps;
    private readonly Spool _spool;
    private readonly IngestOptions _options;
    private readonly BatchRetry<IngestItem> _retry;
    private readonly ILogger _logger;
    private readonly ConcurrentDictionary<TraceId, byte> _inFlight;
    private readonly Channel<IngestItem> _queue;

    public IngestPartition(
        IngestSteps steps,
        Spool spool,
        IngestOptions options,
        TimeProvider time,
        ILogger logger,
        ConcurrentDictionary<TraceId, byte> inFlight)
    {
        _steps = steps;
        _spool = spool;
        _options = options;
        _retry = new BatchRetry<IngestItem>(
            RunBatchAsync, (item, failure, _, _) => ValueTask.FromResult(TryQuarantine(item, IngestFailure.Describe(failure))), options, time, logger);
        _logger = logger;
        _inFlight = inFlight;
        _queue = Channel.CreateBounded<IngestItem>(new BoundedChannelOptions(options.QueueCapacity) { SingleReader = true });
    }

    public bool TryAdd(IngestItem item) => _queue.Writer.TryWrite(item);

    public ValueTask AddAsync(IngestItem item, CancellationToken cancellationToken) => _queue.Writer.WriteAsync(item, cancellationToken);

    /// <param name="stopping">Ends the taking of further batches and any wait for a retry.</param>
    /// <param name="aborting">Ends the batch in work as well.</param>
    public async Task RunAsync(CancellationToken stopping, CancellationToken aborting)
    {
        List<IngestItem> batch = new(_options.MaxBatch);
        try
        {
            while (await _queue.Reader.WaitToReadAsync(stopping).ConfigureAwait(false))
            {
                batch.Clear();
                while (batch.Count < _options.MaxBatch && _queue.Reader.TryRead(out IngestItem? item))
                    batch.Add(item);
                await _retry.RunAsync(batch, stopping, aborting).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // What is left stays in the spool and is taken up at the next start.
        }
    }

    private async ValueTask RunBatchAsync(IReadOnlyList<IngestItem> batch, CancellationToken aborting)
    {
        await _steps.RunAsync(batch, aborting).ConfigureAwait(false);
        foreach (IngestItem item in batch)
            _inFlight.TryRemove(item.Entry.TraceId, out _);
    }

    private bool TryQuarantine(IngestItem item, string reason)
    {
        try
        {
            if (File.Exists(item.Entry.FilePath))
            {
                _spool.Quarantine.Add(item.Entry, reason);
                CoreLog.Quarantined(_logger, item.Entry.TraceId, reason);
            }
        }
        catch (IOException exception)
        {
            CoreLog.DeleteFailed(_logger, exception.HResult);
            return false; // the disk that refuses the quarantine refuses everything else too: wait with the object where it is
        }

        item.Ticket?.SetRefused();
        _inFlight.TryRemove(item.Entry.TraceId, out _);
        return true;
    }
}
