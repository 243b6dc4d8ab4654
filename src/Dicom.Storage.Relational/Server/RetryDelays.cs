namespace Dicom.Storage.Relational;

/// <summary>The waits between attempts: doubled each time up to half a second, and shortened at random so that rivals part.</summary>
internal sealed class RetryDelays(TimeSpan first, TimeProvider timeProvider)
{
    private static readonly TimeSpan s_longest = TimeSpan.FromMilliseconds(500);

    public Task WaitAsync(int attempt, CancellationToken cancellationToken) => Task.Delay(Of(attempt), timeProvider, cancellationToken);

    internal TimeSpan Of(int attempt)
    {
        TimeSpan full = TimeSpan.FromTicks(Math.Min(s_longest.Ticks, first.Ticks << Math.Min(attempt - 1, 16)));
#pragma warning disable CA5394 // Not for secrets.
        return full * (0.5 + (Random.Shared.NextDouble() / 2));
#pragma warning restore CA5394
    }
}
