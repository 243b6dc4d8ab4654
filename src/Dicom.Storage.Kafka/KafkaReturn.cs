using Confluent.Kafka;

namespace Dicom.Storage.Kafka;

/// <summary>Puts dead letters back where they came from, up to a position of each partition.</summary>
internal sealed class KafkaReturn(KafkaProducer producer, string target, Dictionary<int, long> ends)
{
    private readonly TaskCompletionSource<long> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private long _returned;

    /// <summary>Gets how many were put back, once all have been looked at.</summary>
    public Task<long> Done => _done.Task;

    public async Task HandleAsync(IReadOnlyList<KafkaRecord> batch, CancellationToken stopping, CancellationToken aborting)
    {
        try
        {
            foreach (KafkaRecord letter in batch)
                await ReturnAsync(letter, aborting).ConfigureAwait(false);
        }
        catch (Core.DicomStorageException exception)
        {
            _done.TrySetException(exception);
            throw;
        }

        lock (_lock)
        {
            int partition = batch[0].Partition.Value;
            if (ends.TryGetValue(partition, out long end) && batch[^1].Offset.Value + 1 >= end)
                ends.Remove(partition);
            if (ends.Count == 0)
                _done.TrySetResult(_returned);
        }
    }

    private async Task ReturnAsync(KafkaRecord letter, CancellationToken cancellationToken)
    {
        if (letter.Message.Headers.Text(KafkaHeaders.DroppedBytes) is not null)
            return;
        Headers headers = [];
        foreach (IHeader header in letter.Message.Headers ?? [])
        {
            if (!header.Key.StartsWith(KafkaHeaders.DeadLetterPrefix, StringComparison.Ordinal))
                headers.Add(header);
        }

        await producer.SendAsync(target, new Message<byte[]?, byte[]?> { Key = letter.Message.Key, Value = letter.Message.Value, Headers = headers }, cancellationToken).ConfigureAwait(false);
        Interlocked.Increment(ref _returned);
    }
}
