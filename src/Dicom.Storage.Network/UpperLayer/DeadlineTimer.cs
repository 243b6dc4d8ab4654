namespace Dicom.Storage.Network;

/// <summary>
/// All deadlines of one connection on one timer. Setting a later deadline than the timer is armed for costs a store: the timer looks again
/// when it fires.
/// </summary>
internal sealed class DeadlineTimer : IDisposable
{
    private const long Never = long.MaxValue;
    private readonly Lock _lock = new();
    private readonly long[] _deadlines = new long[Enum.GetValues<DeadlineKind>().Length];
    private readonly TimeProvider _timeProvider;
    private readonly Action<DeadlineKind> _onExpired;
    private readonly ITimer _timer;
    private long _armedFor = Never;
    private bool _disposed;

    public DeadlineTimer(TimeProvider timeProvider, Action<DeadlineKind> onExpired)
    {
        _timeProvider = timeProvider;
        _onExpired = onExpired;
        Array.Fill(_deadlines, Never);
        _timer = timeProvider.CreateTimer(static state => ((DeadlineTimer)state!).OnTimer(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Set(DeadlineKind kind, TimeSpan fromNow)
    {
        long now = _timeProvider.GetTimestamp();
        long deadline = now + (long)(fromNow.TotalSeconds * _timeProvider.TimestampFrequency);
        lock (_lock)
        {
            _deadlines[(int)kind] = deadline;
            if (deadline < _armedFor)
                Arm(deadline, now);
        }
    }

    public void Clear(DeadlineKind kind)
    {
        lock (_lock)
            _deadlines[(int)kind] = Never;
    }

    public void Dispose()
    {
        lock (_lock)
            _disposed = true;
        _timer.Dispose();
    }

    private void OnTimer()
    {
        int earliest = 0;
        lock (_lock)
        {
            long now = _timeProvider.GetTimestamp();
            _armedFor = Never;
            for (int i = 1; i < _deadlines.Length; i++)
            {
                if (_deadlines[i] < _deadlines[earliest])
                    earliest = i;
            }

            long deadline = _deadlines[earliest];
            if (deadline == Never || _disposed)
                return;
            if (deadline > now)
            {
                Arm(deadline, now);
                return;
            }

            _deadlines[earliest] = Never;
        }

        _onExpired((DeadlineKind)earliest);
    }

    private void Arm(long deadline, long now)
    {
        if (_disposed)
            return;

        // Rounded up: a timer that fires a moment early would only be armed again.
        double milliseconds = Math.Ceiling((deadline - now) * 1_000.0 / _timeProvider.TimestampFrequency);
        _armedFor = deadline;
        _ = _timer.Change(TimeSpan.FromMilliseconds(Math.Max(0, milliseconds)), Timeout.InfiniteTimeSpan);
    }
}
