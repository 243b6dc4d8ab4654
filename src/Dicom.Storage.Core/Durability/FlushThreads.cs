using System.Collections.Concurrent;

namespace Dicom.Storage.Core;

/// <summary>
/// A few threads of its own for calls that block in the kernel (flush, rename): a slow disk then holds these threads and
/// never the thread pool that serves the sockets.
/// </summary>
internal sealed class FlushThreads : IDisposable
{
    // Whoever queues waits for its own item, so the associations' limit bounds the queue; this number is the backstop.
    private const int QueueLength = 65_536;

    private readonly BlockingCollection<WorkItem> _queue = new(QueueLength);

    /// <param name="threads">How many calls may block at once.</param>
    public FlushThreads(int threads)
    {
        for (int i = 0; i < threads; i++)
            new Thread(Work) { IsBackground = true, Name = $"DICOM flush {i}" }.Start();
    }

    /// <summary>Runs the action on one of the threads.</summary>
    /// <returns>A task with the action's outcome; its exception is the action's.</returns>
    public Task RunAsync(Action action)
    {
        WorkItem item = new(action);
        _queue.Add(item);
        return item.Completion.Task;
    }

    /// <summary>Lets the threads end once what is queued is done.</summary>
    public void Dispose() => _queue.CompleteAdding();

    private void Work()
    {
        foreach (WorkItem item in _queue.GetConsumingEnumerable())
            item.Run();
    }

    private sealed class WorkItem(Action action)
    {
        public TaskCompletionSource Completion { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Run()
        {
            try
            {
                action();
                Completion.SetResult();
            }
            catch (Exception exception) // not ours to judge: it belongs to whoever awaits the item
            {
                Completion.SetException(exception);
            }
        }
    }
}
