using System.Net;

namespace Dicom.Storage.Network;

/// <summary>Counts the associations of a listener, in total and by address.</summary>
internal sealed class AssociationBudget(int maxTotal, int maxPerHost)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<IPAddress, int> _byHost = [];

    /// <summary>Gets the number of associations.</summary>
    public int Total { get; private set; }

    /// <summary>Takes a place.</summary>
    /// <returns>Null, or the rejection when there is no place (PS3.8 9.3.4): 2/3/1 for the total, 2/3/2 for the address.</returns>
    public AssociationRejection? TryEnter(EndPoint? peer)
    {
        lock (_lock)
        {
            if (Total >= maxTotal)
                return AssociationRejection.TemporaryCongestion;

            IPAddress host = HostOf(peer);
            int count = _byHost.GetValueOrDefault(host);
            if (count >= maxPerHost)
                return AssociationRejection.LocalLimitExceeded;

            _byHost[host] = count + 1;
            Total++;
            return null;
        }
    }

    /// <summary>Gives the place back.</summary>
    public void Leave(EndPoint? peer)
    {
        lock (_lock)
        {
            IPAddress host = HostOf(peer);
            Total--;
            if (--_byHost[host] == 0)
                _ = _byHost.Remove(host);
        }
    }

    internal static IPAddress HostOf(EndPoint? peer) => peer is IPEndPoint ip ? ip.Address : IPAddress.None;
}
