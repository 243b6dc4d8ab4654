using Dicom.Storage.Core;
using Microsoft.Extensions.Logging;

namespace Dicom.Storage.Kafka;

/// <summary>Hands a partition's messages to a subscriber as events. What is none, and what fails for good, becomes a dead letter.</summary>
internal sealed class KafkaEventHandler
{
    private readonly KafkaDicomStorageOptions _options;
    private readonly StorageTopic _topic;
    private readonly KafkaMessageFormat _format;
    private readonly Func<IReadOnlyList<StorageEvent>, CancellationToken, ValueTask> _handler;
    private readonly KafkaDeadLetters _deadLetters;
    private readonly KafkaAttempts _attempts;
    private readonly BatchRetry<(KafkaRecord Record, StorageEvent Event)> _retry;
    private readonly ILogger _logger;

    public KafkaEventHandler(
        KafkaDicomStorageOptions options,
        StorageTopic topic,
        string group,
        Func<IReadOnlyList<StorageEvent>, CancellationToken, ValueTask> handler,
        KafkaDeadLetters deadLetters,
        TimeProvider time,
        ILogger logger)
    {
        _options = options;
        _topic = topic;
        _format = new KafkaMessageFormat(options);
        _handler = handler;
        _deadLetters = deadLetters;
        _attempts = new KafkaAttempts(options.AttemptsPath, group);
        _retry = new BatchRetry<(KafkaRecord, StorageEvent)>(RunAsync, SetAsideAsync, options, time, logger);
        _logger = logger;
    }

    public async Task HandleAsync(IReadOnlyList<KafkaRecord> batch, CancellationToken stopping, CancellationToken aborting)
    {
        KafkaSuspects suspects = _attempts.Read(batch[0].TopicPartition);
        KafkaRecord[] rest = [.. batch.Where(record => record.Offset.Value > suspects.Last)];
        if (rest.Length < batch.Count)
        {
            await DeliverAsync([.. batch.Where(record => record.Offset.Value < suspects.First)], stopping, aborting).ConfigureAwait(false);
            foreach (KafkaRecord record in batch.Where(record => record.Offset.Value >= suspects.First && record.Offset.Value <= suspects.Last))
                await DeliverSuspectAsync(record, suspects.Times, stopping, aborting).ConfigureAwait(false);
        }

        if (rest.Length > 0)
        {
            _attempts.Note(rest[0].TopicPartition, new KafkaSuspects(rest[0].Offset.Value, rest[^1].Offset.Value, 1));
            await DeliverAsync(rest, stopping, aborting).ConfigureAwait(false);
        }

        if (rest.Length > 0 || batch[^1].Offset.Value >= suspects.Last)
            _attempts.Note(batch[0].TopicPartition, KafkaSuspects.None);
        KafkaTelemetry.Handled.Add(batch.Count);
    }

    // One of these ended the process. Alone, the one that did it is counted.
    private async Task DeliverSuspectAsync(KafkaRecord record, int times, CancellationToken stopping, CancellationToken aborting)
    {
        KafkaLog.CrashedBefore(_logger, record.Topic, times);
        if (times >= _options.MaxAttempts)
        {
            await _deadLetters.AddAsync(record, "it ended the process while it was handled", times, stopping).ConfigureAwait(false);
            return;
        }

        _attempts.Note(record.TopicPartition, new KafkaSuspects(record.Offset.Value, record.Offset.Value, times + 1));
        await DeliverAsync([record], stopping, aborting).ConfigureAwait(false);
    }

    private async Task DeliverAsync(KafkaRecord[] batch, CancellationToken stopping, CancellationToken aborting)
    {
        List<(KafkaRecord, StorageEvent)> events = new(batch.Length);
        foreach (KafkaRecord record in batch)
        {
            if (_format.TryRead(_topic, record.Message, out StorageEvent? item, out string? reason))
                events.Add((record, item!));
            else
                await _deadLetters.AddAsync(record, reason!, attempts: 0, stopping).ConfigureAwait(false);
        }

        if (events.Count > 0)
            await _retry.RunAsync(events, stopping, aborting).ConfigureAwait(false);
    }

    private async ValueTask RunAsync(IReadOnlyList<(KafkaRecord Record, StorageEvent Event)> batch, CancellationToken cancellationToken)
    {
        using System.Diagnostics.Activity? activity = KafkaTelemetry.StartProcess(batch[0].Record.Topic, batch.Select(static item => item.Record.Message.Headers)!);
        await _handler([.. batch.Select(static item => item.Event)], cancellationToken).ConfigureAwait(false);
    }

    private ValueTask<bool> SetAsideAsync((KafkaRecord Record, StorageEvent Event) item, Exception failure, int attempts, CancellationToken cancellationToken)
    {
        // Of the storage's own exceptions the message is known to hold nothing of an object.
        string reason = failure is DicomStorageException { InnerException: null } known ? $"{known.Kind}: {known.Message}" : IngestFailure.Describe(failure);
        return _deadLetters.TryAddAsync(item.Record, reason, attempts, cancellationToken);
    }
}
