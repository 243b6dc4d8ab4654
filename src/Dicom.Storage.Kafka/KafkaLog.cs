using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace Dicom.Storage.Kafka;

/// <summary>Log messages of the package: names of topics, positions, codes and own ids; nothing of a payload.</summary>
internal static partial class KafkaLog
{
    [LoggerMessage(6001, LogLevel.Warning, "Kafka client: {Code}")]
    internal static partial void ClientError(ILogger logger, ErrorCode code);

    [LoggerMessage(6002, LogLevel.Error, "Kafka refused a message for {Topic}: {Code}")]
    internal static partial void Refused(ILogger logger, string topic, ErrorCode code);

    [LoggerMessage(6003, LogLevel.Error, "The Kafka producer cannot go on ({Code}) and is replaced")]
    internal static partial void ProducerReplaced(ILogger logger, ErrorCode code);

    [LoggerMessage(6004, LogLevel.Error, "Message {Topic} [{Partition}] @{Offset} is a dead letter: {Reason}")]
    internal static partial void DeadLetter(ILogger logger, string topic, int partition, long offset, string reason);

    [LoggerMessage(6005, LogLevel.Information, "Group {Group} has {Count} more partitions of {Topic}")]
    internal static partial void Assigned(ILogger logger, string group, int count, string topic);

    [LoggerMessage(6006, LogLevel.Information, "Group {Group} gave up {Count} partitions of {Topic}")]
    internal static partial void Revoked(ILogger logger, string group, int count, string topic);

    [LoggerMessage(6007, LogLevel.Error, "Consuming {Topic} failed: {Code}")]
    internal static partial void ConsumeFailed(ILogger logger, string topic, ErrorCode code);

    [LoggerMessage(6008, LogLevel.Warning, "A message of {Topic} ended the process while it was handled, {Times} times so far")]
    internal static partial void CrashedBefore(ILogger logger, string topic, int times);

    [LoggerMessage(6009, LogLevel.Error, "Work on {Topic} [{Partition}] failed and is repeated: {Error}")]
    internal static partial void WorkerFailed(ILogger logger, string topic, int partition, string error);

    [LoggerMessage(6010, LogLevel.Debug, "librdkafka {Facility}")]
    internal static partial void Library(ILogger logger, string facility);
}
