using System.Net;

namespace Dicom.Storage.Network;

/// <summary>Slows the guessing of called AE titles: counts the wrong ones of each address in a minute.</summary>
internal sealed class CalledAeThrottle(int maxPerMinute, TimeProvider timeProvider)
{
    private const int MaxHosts = 10_000;
    private static readonly TimeSpan s_window = TimeSpan.FromMinutes(1);
    private readonly Lock _lock = new();
    private readonly Dictionary<IPAddress, int> _misses = [];
    private long _windowStart = timeProvider.GetTimestamp();

    /// <summary>Notes a wrong title.</summary>
    public void Miss(EndPoint? peer)
    {
        if (maxPerMinute == 0)
            return;
        lock (_lock)
        {
            Roll();
            IPAddress host = AssociationBudget.HostOf(peer);
            if (_misses.TryGetValue(host, out int count) || _misses.Count < MaxHosts)
                _misses[host] = count + 1;
        }
    }

    /// <summary>Whether connections of this address are closed unread for now.</summary>
    public bool IsBlocked(EndPoint? peer)
    {
        lock (_lock)
        {
            if (_misses.Count == 0)
                return false;
            Roll();
            return _misses.GetValueOrDefault(AssociationBudget.HostOf(peer)) >= maxPerMinute;
        }
    }

    private void Roll()
    {
        if (timeProvider.GetElapsedTime(_windowStart) < s_window)
            return;
        _misses.Clear();
        _windowStart = timeProvider.GetTimestamp();
    }
}
