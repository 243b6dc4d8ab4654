namespace Dicom.Storage.Network;

/// <summary>
/// The memory that the connections of a listener may hold together. Whoever begins a message takes its share first and waits for it in
/// turn; meanwhile nothing is read of that connection, and TCP holds its sender back.
/// </summary>
/// <param name="max">The budget in bytes.</param>
/// <param name="relieve">Asked to make somebody give memory back when there is none.</param>
internal sealed class MemoryBudget(long max, Action relieve)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<Waiter> _waiting = new();
    private long _used;

    /// <summary>Gets the bytes that are held now.</summary>
    public long Used => Volatile.Read(ref _used);

    /// <summary>Gets how many wait for their share.</summary>
    public int Waiting
    {
        get
        {
            lock (_lock)
                return _waiting.Count;
        }
    }

    /// <summary>Takes a share, waiting until there is one.</summary>
    public ValueTask TakeAsync(long bytes, CancellationToken cancellationToken)
    {
        bytes = Math.Min(bytes, max);
        LinkedListNode<Waiter> node;
        lock (_lock)
        {
            if (_waiting.Count == 0 && _used + bytes <= max)
            {
                _used += bytes;
                return default;
            }

            node = _waiting.AddLast(new Waiter(bytes));
        }

        relieve();
        return WaitAsync(node, cancellationToken);
    }

    /// <summary>Gives back what <see cref="TakeAsync"/> took.</summary>
    public void Give(long bytes) => Change(-Math.Min(bytes, max));

    /// <summary>Notes memory that was taken, or with a negative number given back, without asking: what came on a connection without association.</summary>
    public void Note(int bytes)
    {
        Change(bytes);
        if (bytes > 0 && Used > max)
            relieve();
    }

    private void Change(long bytes)
    {
        lock (_lock)
        {
            _used += bytes;
            while (_waiting.First is { } first && _used + first.Value.Bytes <= max)
            {
                _waiting.RemoveFirst();
                if (first.Value.Granted.TrySetResult())
                    _used += first.Value.Bytes;
            }
        }
    }

    private async ValueTask WaitAsync(LinkedListNode<Waiter> node, CancellationToken cancellationToken)
    {
        using CancellationTokenRegistration gone = cancellationToken.UnsafeRegister(static (waiter, token) => ((Waiter)waiter!).Granted.TrySetCanceled(token), node.Value);
        try
        {
            await node.Value.Granted.Task.ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            lock (_lock)
            {
                if (node.List is not null)
                    _waiting.Remove(node);
            }

            Change(0); // whoever stood behind may fit
            throw;
        }
    }

    private sealed class Waiter(long bytes)
    {
        public long Bytes { get; } = bytes;

        public TaskCompletionSource Granted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
