namespace Dicom.Storage.Network;

/// <summary>What one association holds of the <see cref="MemoryBudget"/>: nothing, or the share of a message. One caller at a time.</summary>
internal sealed class MemoryShare(MemoryBudget budget, long bytes)
{
    private bool _isHeld;

    /// <summary>Takes the share unless it is held already.</summary>
    public ValueTask TakeAsync(CancellationToken cancellationToken)
    {
        if (_isHeld)
            return default;
        ValueTask taken = budget.TakeAsync(bytes, cancellationToken);
        if (!taken.IsCompletedSuccessfully)
            return AwaitAsync(taken);
        _isHeld = true;
        return default;
    }

    /// <summary>Gives it back if it is held.</summary>
    public void Give()
    {
        if (_isHeld)
            budget.Give(bytes);
        _isHeld = false;
    }

    private async ValueTask AwaitAsync(ValueTask taken)
    {
        await taken.ConfigureAwait(false);
        _isHeld = true;
    }
}
