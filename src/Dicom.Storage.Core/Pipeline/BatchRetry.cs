using Microsoft.Extensions.Logging;

namespace Dicom.Storage.Core;

/// <summary>
/// Runs a batch until it is done: transient failures are waited out without end; for others the items are tried one by one, and the
/// one that goes on failing is set aside, so that it does not hold back the rest.
/// </summary>
/// <param name="run">The work; may be repeated.</param>
/// <param name="setAside">Puts an item where somebody will look at it; false when that does not work now, and the item is tried again.</param>
internal sealed class BatchRetry<T>(
    Func<IReadOnlyList<T>, CancellationToken, ValueTask> run,
    Func<T, Exception, int, CancellationToken, ValueTask<bool>> setAside,
    RetryOptions options,
    TimeProvider time,
    ILogger logger)
{
    /// <param name="batch">The items, in order.</param>
    /// <param name="stopping">Ends any wait for a retry.</param>
    /// <param name="aborting">Ends the work as well.</param>
    /// <exception cref="OperationCanceledException">It was ended; what was not done is to be repeated.</exception>
    public async Task RunAsync(IReadOnlyList<T> batch, CancellationToken stopping, CancellationToken aborting)
    {
        for (int attempt = 1; ; attempt++)
        {
            Exception failure;
            try
            {
                await run(batch, aborting).ConfigureAwait(false);
                return;
            }
            catch (Exception exception) when (exception is not OperationCanceledException || !aborting.IsCancellationRequested)
            {
                failure = exception; // any step may fail in any way; what cannot be retried is set aside, never dropped
            }

            bool isFinal = !IngestFailure.IsTransient(failure) && attempt >= IngestFailure.AttemptsFor(failure, options);
            if (isFinal && await TrySetAsideAsync(batch, failure, attempt, stopping, aborting).ConfigureAwait(false))
                return;

            TimeSpan delay = IngestFailure.DelayAfter(attempt, options);
            CoreLog.IngestRetried(logger, batch.Count, attempt, IngestFailure.Describe(failure), (long)delay.TotalMilliseconds);
            await Task.Delay(delay, time, stopping).ConfigureAwait(false);
        }
    }

    // One bad item must not hold back the others: alone, each shows whether it was the one.
    private async ValueTask<bool> TrySetAsideAsync(IReadOnlyList<T> batch, Exception failure, int attempts, CancellationToken stopping, CancellationToken aborting)
    {
        if (batch.Count == 1)
            return await setAside(batch[0], failure, attempts, aborting).ConfigureAwait(false);
        foreach (T item in batch)
            await RunAsync([item], stopping, aborting).ConfigureAwait(false);
        return true;
    }
}
