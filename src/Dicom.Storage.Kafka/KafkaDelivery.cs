using Confluent.Kafka;

namespace Dicom.Storage.Kafka;

/// <summary>Waits for the reports on a number of messages.</summary>
internal sealed class KafkaDelivery(int count)
{
    private readonly TaskCompletionSource<Error?> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private int _left = count;
    private Error? _worst;

    /// <summary>Gets a task of the error that decides, null when all were confirmed. One that stays the same outweighs one that passes.</summary>
    public Task<Error?> Task => _done.Task;

    public void Report(Error error)
    {
        lock (_lock)
        {
            if (error.IsError && (_worst is null || KafkaErrorMap.IsTransient(_worst)))
                _worst = error;
            if (--_left > 0)
                return;
        }

        _done.TrySetResult(_worst);
    }
}
