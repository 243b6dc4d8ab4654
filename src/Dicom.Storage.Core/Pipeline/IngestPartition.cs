using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Dicom.Storage.Core;

/// <summary>One line of the pipeline: takes its items, those of a study in order, in batches, and retries until they are done or refused.</summary>
internal sealed class IngestPartition : IDisposable
{
    private readonly IngestSteps _steps;
    private readonly Spool _spool;
    private readonly IngestOptions _options;
    private readonly BatchRetry<StagedItem> _retry;
    private readonly StagingLine _line;
    private readonly ILogger _logger;
    private readonly ConcurrentDictionary<TraceId, byte> _inFlight;
    private readonly Channel<IngestItem> _queue;

    public IngestPartition(
        IngestSteps steps,
        IngestStaging staging,
        Spool spool,
        IngestOptions options,
        TimeProvider time,
        ILogger logger,
        ConcurrentDictionary<TraceId, byte> inFlight)
    {
        _steps = steps;
        _spool = spool;
        _options = options;
        _retry = new BatchRetry<StagedItem>(
            RunBatchAsync, (item, failure, _, _) => ValueTask.FromResult(TryQuarantine(item.Original, failure)), options, time, logger);
        _line = new StagingLine(staging, TryQuarantine, options, time, logger);
        _logger = logger;
        _inFlight = inFlight;
        _queue = Channel.CreateBounded<IngestItem>(new BoundedChannelOptions(options.QueueCapacity) { SingleReader = true });
    }

    public bool TryAdd(IngestItem item) => _queue.Writer.TryWrite(item);

    public ValueTask AddAsync(IngestItem item, CancellationToken cancellationToken) => _queue.Writer.WriteAsync(item, cancellationToken);

    /// <param name="stopping">Ends the taking of further batches, the work that objects need before they are placed, and any wait for a retry.</param>
    /// <param name="aborting">Ends the batch in work as well.</param>
    public Task RunAsync(CancellationToken stopping, CancellationToken aborting) =>
        Task.WhenAll(UntilStoppedAsync(FillLineAsync(stopping), stopping), UntilStoppedAsync(RunBatchesAsync(stopping, aborting), stopping));

    public void Dispose() => _line.Dispose();

    private static async Task UntilStoppedAsync(Task work, CancellationToken stopping)
    {
        try
        {
            await work.ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // What is left stays in the spool and is taken up at the next start.
        }
    }

    private async Task FillLineAsync(CancellationToken stopping)
    {
        try
        {
            while (true)
            {
                IngestItem item = await _queue.Reader.ReadAsync(stopping).ConfigureAwait(false);
                await _line.AddAsync(item, stopping).ConfigureAwait(false);
            }
        }
        finally
        {
            await _line.DrainAsync().ConfigureAwait(false);
        }
    }

    private async Task RunBatchesAsync(CancellationToken stopping, CancellationToken aborting)
    {
        List<StagedItem> batch = new(_options.MaxBatch);
        while (await _line.WaitToReadAsync(stopping).ConfigureAwait(false))
        {
            batch.Clear();
            _line.Read(batch, _options.MaxBatch);
            await _retry.RunAsync(batch, stopping, aborting).ConfigureAwait(false);
        }
    }

    private async ValueTask RunBatchAsync(IReadOnlyList<StagedItem> batch, CancellationToken aborting)
    {
        await _steps.RunAsync(batch, aborting).ConfigureAwait(false);
        foreach (StagedItem item in batch)
            _inFlight.TryRemove(item.Original.Entry.TraceId, out _);
    }

    private bool TryQuarantine(IngestItem item, Exception failure)
    {
        try
        {
            if (File.Exists(item.Entry.FilePath))
            {
                string reason = IngestFailure.Describe(failure);
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
