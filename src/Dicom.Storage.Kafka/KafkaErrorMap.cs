using Confluent.Kafka;
using Dicom.Storage.Core;

namespace Dicom.Storage.Kafka;

/// <summary>Which failures waiting can mend, by code.</summary>
internal static class KafkaErrorMap
{
    // The message or what it is to be written to is wrong; the same again fails the same.
    private static readonly HashSet<ErrorCode> s_permanent =
    [
        ErrorCode.MsgSizeTooLarge, ErrorCode.RecordListTooLarge, ErrorCode.InvalidMsg, ErrorCode.InvalidMsgSize, ErrorCode.InvalidRecord,
        ErrorCode.InvalidTimestamp, ErrorCode.TopicAuthorizationFailed, ErrorCode.ClusterAuthorizationFailed, ErrorCode.GroupAuthorizationFailed,
        ErrorCode.TopicException, ErrorCode.PolicyViolation, ErrorCode.UnsupportedForMessageFormat, ErrorCode.UnknownTopicOrPart, ErrorCode.UnsupportedCompressionType,
        ErrorCode.Local_UnknownTopic, ErrorCode.Local_UnknownPartition, ErrorCode.Local_BadMsg, ErrorCode.Local_InvalidArg,
    ];

    public static bool IsTransient(Error error) => !s_permanent.Contains(error.Code);

    /// <summary>The code says enough; a broker's text may quote what it was sent.</summary>
    public static DicomStorageException Map(Error error, Exception? inner = null) =>
        new(StorageErrorKind.BusError, $"Kafka did not take an event: {error.Code}.", IsTransient(error), inner);
}
