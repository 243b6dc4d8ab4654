namespace Dicom.Storage.Network;

/// <summary>Why and when an association ends, decided once by whoever comes first: the loop, a deadline, the listener.</summary>
internal sealed class AssociationLife : IDisposable
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _ended = new();
    private readonly CancellationTokenSource _idle = new();
    private bool _disposed;

    public AssociationLife()
    {
        Ended = _ended.Token;
        Idle = _idle.Token;
    }

    /// <summary>Gets what fires when the association is over.</summary>
    public CancellationToken Ended { get; }

    /// <summary>Gets what fires when the association is over or is to end at the next message boundary.</summary>
    public CancellationToken Idle { get; }

    public AssociationEndReason Reason { get; private set; }

    public bool IsStopping { get; private set; }

    /// <summary>Names the reason unless one is named already, without waking anybody.</summary>
    public void Conclude(AssociationEndReason reason)
    {
        lock (_lock)
        {
            if (Reason == AssociationEndReason.None)
                Reason = reason;
        }
    }

    /// <summary>Names the reason and wakes the loop wherever it waits.</summary>
    public void End(AssociationEndReason reason)
    {
        lock (_lock)
        {
            if (_disposed || Reason != AssociationEndReason.None)
                return;
            Reason = reason;
        }

        CancelUnlessDisposed(_idle);
        CancelUnlessDisposed(_ended);
    }

    /// <summary>Asks for the end at the next message boundary.</summary>
    public void RequestStop()
    {
        lock (_lock)
            IsStopping = true;
        CancelUnlessDisposed(_idle);
    }

    public void Dispose()
    {
        lock (_lock)
            _disposed = true;
        _ended.Dispose();
        _idle.Dispose();
    }

    private static void CancelUnlessDisposed(CancellationTokenSource source)
    {
        try
        {
            source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The association ended by itself between the look and the call.
        }
    }
}
