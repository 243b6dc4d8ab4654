namespace Dicom.Storage.Core;

/// <summary>Tells a waiting receiver how far its object has come.</summary>
public sealed class IngestTicket
{
    private readonly TaskCompletionSource<bool> _indexed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<bool> _published = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Gets a task that is true once the database has committed the object, false when it went to quarantine.</summary>
    public Task<bool> Indexed => _indexed.Task;

    /// <summary>Gets a task that is true once the bus has confirmed the object's events, false when it went to quarantine.</summary>
    public Task<bool> Published => _published.Task;

    internal void SetIndexed() => _indexed.TrySetResult(true);

    internal void SetPublished()
    {
        _indexed.TrySetResult(true);
        _published.TrySetResult(true);
    }

    internal void SetRefused()
    {
        _indexed.TrySetResult(false);
        _published.TrySetResult(false);
    }
}
