namespace Dicom.Storage.Network;

/// <summary>
/// Holds the peer to the minimum data rate. A message starts with the grace as credit; waiting for the peer spends it, bytes earn it back at the
/// minimum rate and never above the grace. Only waiting counts, so this side's own slowness is never held against the peer.
/// </summary>
internal sealed class ReceiveClock(AssociationLimits limits, TimeProvider timeProvider, DeadlineTimer deadlines)
{
    private TimeSpan _credit = limits.MinDataRateGrace;
    private long _waitingSince;

    /// <summary>Gives the full credit: between two messages.</summary>
    public void Reset() => _credit = limits.MinDataRateGrace;

    /// <summary>The peer is waited for, inside a message.</summary>
    public void BeginWait()
    {
        _waitingSince = timeProvider.GetTimestamp();
        if (limits.MinDataRate > 0)
            deadlines.Set(DeadlineKind.Receive, _credit > TimeSpan.Zero ? _credit : TimeSpan.Zero);
        deadlines.Set(DeadlineKind.Silence, limits.DimseTimeout);
    }

    /// <summary>The wait is over.</summary>
    public void EndWait()
    {
        deadlines.Clear(DeadlineKind.Receive);
        deadlines.Clear(DeadlineKind.Silence);
        _credit -= timeProvider.GetElapsedTime(_waitingSince);
    }

    /// <summary>Bytes came, waited for or not.</summary>
    public void Earn(int bytes)
    {
        if (limits.MinDataRate == 0)
            return;

        _credit += TimeSpan.FromSeconds((double)bytes / limits.MinDataRate);
        if (_credit > limits.MinDataRateGrace)
            _credit = limits.MinDataRateGrace;
    }
}
