using System.Globalization;
using Confluent.Kafka;
using Dicom.Storage.Core;
using Microsoft.Extensions.Logging;

namespace Dicom.Storage.Kafka;

/// <summary>Sets messages aside in the topic of dead letters: as they were, with headers that say where they stood and why.</summary>
internal sealed class KafkaDeadLetters(KafkaDicomStorageOptions options, KafkaProducer producer, string group, TimeProvider time, ILogger logger)
{
    /// <summary>Sets a message aside, however long that takes.</summary>
    public async Task AddAsync(KafkaRecord record, string reason, int attempts, CancellationToken stopping)
    {
        for (int attempt = 1; !await TryAddAsync(record, reason, attempts, stopping).ConfigureAwait(false); attempt++)
            await Task.Delay(IngestFailure.DelayAfter(attempt, options), time, stopping).ConfigureAwait(false);
    }

    /// <returns>False when the brokers do not take it now.</returns>
    public async ValueTask<bool> TryAddAsync(KafkaRecord record, string reason, int attempts, CancellationToken stopping)
    {
        try
        {
            await SendAsync(record, Describe(record, reason, attempts), stopping).ConfigureAwait(false);
        }
        catch (DicomStorageException)
        {
            return false; // the partition waits: what is neither done nor set aside is not passed over
        }

        KafkaLog.DeadLetter(logger, record.Topic, record.Partition.Value, record.Offset.Value, reason);
        KafkaTelemetry.DeadLetters.Add(1, new KeyValuePair<string, object?>("messaging.destination.name", record.Topic));
        return true;
    }

    private async Task SendAsync(KafkaRecord record, Headers headers, CancellationToken stopping)
    {
        string topic = options.DeadLettersOf(record.Topic);
        byte[]? value = record.Message.Value;
        bool fits = value is null || value.Length <= options.MaxMessageBytes / 2;
        if (!fits)
            headers.Put(KafkaHeaders.DroppedBytes, value!.Length.ToString(CultureInfo.InvariantCulture));
        Message<byte[]?, byte[]?> letter = new() { Key = record.Message.Key, Value = fits ? value : null, Headers = headers };
        await producer.SendAsync(topic, letter, stopping).ConfigureAwait(false);
    }

    private Headers Describe(KafkaRecord record, string reason, int attempts)
    {
        Headers headers = [];
        foreach (IHeader header in record.Message.Headers ?? [])
        {
            if (!header.Key.StartsWith(KafkaHeaders.DeadLetterPrefix, StringComparison.Ordinal))
                headers.Add(header);
        }

        headers.Put(KafkaHeaders.Reason, reason);
        headers.Put(KafkaHeaders.Topic, record.Topic);
        headers.Put(KafkaHeaders.Partition, record.Partition.Value.ToString(CultureInfo.InvariantCulture));
        headers.Put(KafkaHeaders.Offset, record.Offset.Value.ToString(CultureInfo.InvariantCulture));
        headers.Put(KafkaHeaders.Attempts, attempts.ToString(CultureInfo.InvariantCulture));
        headers.Put(KafkaHeaders.Group, group);
        headers.Put(KafkaHeaders.Time, time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture));
        return headers;
    }
}
