namespace Dicom.Storage.Network;

/// <summary>The connections that have not sent a request yet, oldest first. Too many: the oldest is closed, so a new one is never refused by silent ones.</summary>
internal sealed class PendingConnections(int max)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<ProviderAssociation> _order = new();
    private readonly Dictionary<ProviderAssociation, LinkedListNode<ProviderAssociation>> _nodes = [];

    public int Count
    {
        get
        {
            lock (_lock)
                return _nodes.Count;
        }
    }

    public void Add(ProviderAssociation connection)
    {
        ProviderAssociation? evicted = null;
        lock (_lock)
        {
            if (_nodes.Count >= max)
            {
                evicted = _order.First!.Value;
                _order.RemoveFirst();
                _ = _nodes.Remove(evicted);
            }

            _nodes.Add(connection, _order.AddLast(connection));
        }

        evicted?.Life.End(AssociationEndReason.PendingLimit);
    }

    /// <summary>Closes the connection whose unfinished request holds the most memory, when memory is wanted.</summary>
    public void EndLargest()
    {
        ProviderAssociation? largest;
        lock (_lock)
            largest = _order.Where(connection => connection.RequestBytes > 0).MaxBy(connection => connection.RequestBytes);
        if (largest is not null)
            Remove(largest);
        largest?.Life.End(AssociationEndReason.PendingLimit);
    }

    public void Remove(ProviderAssociation connection)
    {
        lock (_lock)
        {
            if (_nodes.Remove(connection, out LinkedListNode<ProviderAssociation>? node))
                _order.Remove(node);
        }
    }

    /// <summary>Gets those that are there now.</summary>
    public ProviderAssociation[] Snapshot()
    {
        lock (_lock)
            return [.. _order];
    }
}
