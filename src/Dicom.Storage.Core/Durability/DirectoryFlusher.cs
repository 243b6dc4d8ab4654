using System.Collections.Concurrent;

namespace Dicom.Storage.Core;

/// <summary>
/// Flushes directories, one flush for all who ask for the same directory while an earlier flush is still going on:
/// whoever asks is answered by a flush that began after the question, so what was renamed before is covered.
/// </summary>
internal sealed class DirectoryFlusher(FlushThreads threads)
{
    private readonly ConcurrentDictionary<string, Rounds> _directories = new(StringComparer.Ordinal);

    /// <exception cref="DurabilityException">The flush failed; nobody who waited for it may call its name durable.</exception>
    public Task FlushAsync(string directory)
    {
        while (true)
        {
            Rounds rounds = _directories.GetOrAdd(directory, static _ => new Rounds());
            if (!rounds.TryJoin(out Task flushed, out bool isFirst))
                continue; // its last round has just ended and it is being removed

            if (isFirst)
                rounds.Loop = RunAsync(directory, rounds);
            return flushed;
        }
    }

    private async Task RunAsync(string directory, Rounds rounds)
    {
        while (rounds.TakeNext() is { } round)
        {
            try
            {
                await threads.RunAsync(() => DurableFile.FlushDirectory(directory)).ConfigureAwait(false);
                round.SetResult();
            }
            catch (Exception exception) // belongs to those who wait for this round
            {
                round.SetException(exception);
            }
        }

        _directories.TryRemove(KeyValuePair.Create(directory, rounds));
    }

    private sealed class Rounds
    {
        private readonly Lock _lock = new();
        private TaskCompletionSource? _next;
        private bool _started;
        private bool _ended;

        /// <summary>Gets or sets the loop that serves the rounds; it never fails, each round carries its own outcome.</summary>
        public Task Loop { get; set; } = Task.CompletedTask;

        public bool TryJoin(out Task flushed, out bool isFirst)
        {
            lock (_lock)
            {
                _next ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                flushed = _next.Task;
                isFirst = !_started;
                _started = true;
                return !_ended;
            }
        }

        public TaskCompletionSource? TakeNext()
        {
            lock (_lock)
            {
                TaskCompletionSource? round = _next;
                _next = null;
                _ended = round is null;
                return round;
            }
        }
    }
}
