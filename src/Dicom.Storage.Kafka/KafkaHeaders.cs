using System.Text;
using Confluent.Kafka;

namespace Dicom.Storage.Kafka;

/// <summary>Names of message headers, and their values as text.</summary>
internal static class KafkaHeaders
{
    public const string EventId = "dicom-event-id";
    public const string SchemaVersion = "dicom-schema-version";
    public const string Outcome = "dicom-outcome";
    public const string TraceParent = "traceparent";
    public const string TraceState = "tracestate";
    public const string ContentType = "content-type";

    public const string DeadLetterPrefix = "dlq-";
    public const string Reason = DeadLetterPrefix + "reason";
    public const string Topic = DeadLetterPrefix + "topic";
    public const string Partition = DeadLetterPrefix + "partition";
    public const string Offset = DeadLetterPrefix + "offset";
    public const string Attempts = DeadLetterPrefix + "attempts";
    public const string Group = DeadLetterPrefix + "group";
    public const string Time = DeadLetterPrefix + "time";
    public const string DroppedBytes = DeadLetterPrefix + "dropped-bytes";

    private const int MaxHeaderBytes = 512;

    public static void Put(this Headers headers, string name, string value) => headers.Add(name, Encoding.UTF8.GetBytes(value));

    /// <summary>Gets the last value of a name; null when it is not there or no text of sensible length.</summary>
    public static string? Text(this Headers? headers, string name) =>
        headers is not null && headers.TryGetLastBytes(name, out byte[] value) && value is { Length: > 0 and <= MaxHeaderBytes } && System.Text.Unicode.Utf8.IsValid(value)
            ? Encoding.UTF8.GetString(value)
            : null;
}
