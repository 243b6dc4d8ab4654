namespace Dicom.Storage.MongoDb;

/// <summary>Tries again with growing pauses, within a bounded time.</summary>
internal sealed class MongoRetry(TimeProvider time, TimeSpan budget)
{
    private static readonly TimeSpan s_first = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan s_longest = TimeSpan.FromMilliseconds(250);

    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> attempt, Func<Exception, bool> isWorthRepeating, CancellationToken cancellationToken)
    {
        long start = time.GetTimestamp();
        for (int tries = 0; ; tries++)
        {
            try
            {
                return await attempt(cancellationToken).ConfigureAwait(false);
            }
            catch (Exception error) when (isWorthRepeating(error) && time.GetElapsedTime(start) < budget)
            {
                // The next try; what it met is told only when the time is up.
            }

            await PauseAsync(tries, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Waits, longer with each try, and never twice the same: those who met do not meet again.</summary>
    public Task PauseAsync(int tries, CancellationToken cancellationToken)
    {
        TimeSpan longest = s_first * Math.Pow(2, Math.Min(tries, 10));
        if (longest > s_longest)
            longest = s_longest;
#pragma warning disable CA5394 // Not for secrets: it keeps writers apart.
        return Task.Delay(longest * (0.5 + (Random.Shared.NextDouble() / 2)), time, cancellationToken);
#pragma warning restore CA5394
    }
}
