using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;
using Confluent.Kafka;
using Dicom.Storage.Core;
using Dicom.Storage.DataSets;

namespace Dicom.Storage.Kafka;

/// <summary>Events as messages: key, JSON payload and headers.</summary>
internal sealed class KafkaMessageFormat(KafkaDicomStorageOptions options)
{
    /// <summary>The version of payload and headers that is written, and the highest that is read.</summary>
    public const int SchemaVersion = 1;

    private const string JsonType = "application/json";

    private readonly DicomMetaJson _json = options.ExplicitUtc ? DicomMetaJson.ExplicitUtc : DicomMetaJson.Compatible;

    public Message<byte[]?, byte[]?> Write(StorageEvent item)
    {
        Headers headers = [];
        string id = IdOf(item.Topic, item.TraceId);
        headers.Put(KafkaHeaders.EventId, id);
        headers.Put(KafkaHeaders.SchemaVersion, SchemaVersion.ToString(CultureInfo.InvariantCulture));
        if (item.Outcome != PutOutcome.Stored)
            headers.Put(KafkaHeaders.Outcome, item.Outcome.ToString());
        KafkaTelemetry.WriteContext(headers);
        if (options.CloudEvents)
            WriteCloudEvent(headers, item, id);
        return new Message<byte[]?, byte[]?> { Key = KafkaKeys.Of(item, options.Key), Value = Payload(item.Payload), Headers = headers };
    }

    /// <returns>False with the reason, without patient data, when it is no event of the topic.</returns>
    public bool TryRead(StorageTopic topic, Message<byte[]?, byte[]?> message, out StorageEvent? item, out string? reason)
    {
        item = null;
        reason = CheckForm(message);
        if (reason is not null)
            return false;

        object? payload = Parse(topic, message.Value);
        if (payload is null)
            reason = "the payload is no record of the topic";
        else if (!TryIdentify(topic, payload, message.Headers, out TraceId traceId))
            reason = "the event id is missing or not the payload's";
        else if (!TryOutcome(message.Headers, out PutOutcome outcome))
            reason = "the outcome is not known";
        else
            item = EventOf(topic, traceId, payload, outcome);

        if (item is not null && !KafkaKeys.Matches(message.Key, item))
        {
            item = null;
            reason = "the key is not the payload's";
        }

        return item is not null;
    }

    private string? CheckForm(Message<byte[]?, byte[]?> message)
    {
        if (message.Value is not { Length: > 0 } value)
            return "the payload is empty";
        if (value.Length > options.MaxMessageBytes)
            return "the payload is larger than MaxMessageBytes";
        if (message.Headers is not null && message.Headers.TryGetLastBytes(KafkaHeaders.SchemaVersion, out _) &&
            (!int.TryParse(message.Headers.Text(KafkaHeaders.SchemaVersion), NumberStyles.None, CultureInfo.InvariantCulture, out int version) || version > SchemaVersion))
        {
            return "the schema version is not known";
        }

        return Utf8.IsValid(value) ? null : "the payload is no UTF-8";
    }

    private object? Parse(StorageTopic topic, byte[]? value)
    {
        try
        {
            return topic switch
            {
                StorageTopic.Storage or StorageTopic.Log => JsonSerializer.Deserialize(value, _json.Store),
                StorageTopic.State => JsonSerializer.Deserialize(value, _json.State),
                _ => JsonSerializer.Deserialize(value, _json.Image),
            };
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    private byte[] Payload(object payload) => payload switch
    {
        DicomStoreMeta store => JsonSerializer.SerializeToUtf8Bytes(store, _json.Store),
        DicomStateMeta state => JsonSerializer.SerializeToUtf8Bytes(state, _json.State),
        DicomImageMeta image => JsonSerializer.SerializeToUtf8Bytes(image, _json.Image),
        _ => throw new ArgumentException("No payload of a storage topic.", nameof(payload)),
    };

    // dicom-server-rs sends no headers: its receipts carry their id; series and objects of it have none.
    private static bool TryIdentify(StorageTopic topic, object payload, Headers? headers, out TraceId traceId)
    {
        TraceId own = payload is DicomStoreMeta store ? store.TraceId : default;
        string? id = headers.Text(KafkaHeaders.EventId);
        if (id is null)
        {
            traceId = own;
            return !own.IsEmpty && !(headers?.TryGetLastBytes(KafkaHeaders.EventId, out _) ?? false);
        }

        string prefix = NameOf(topic) + ":";
        traceId = default;
        return id.StartsWith(prefix, StringComparison.Ordinal) && TraceId.TryParse(id[prefix.Length..], out traceId) && (own.IsEmpty || own == traceId);
    }

    private static bool TryOutcome(Headers? headers, out PutOutcome outcome)
    {
        outcome = PutOutcome.Stored;
        if (headers is null || !headers.TryGetLastBytes(KafkaHeaders.Outcome, out _))
            return true;
        string? text = headers.Text(KafkaHeaders.Outcome);
        foreach (PutOutcome known in Enum.GetValues<PutOutcome>())
        {
            if (!string.Equals(known.ToString(), text, StringComparison.Ordinal))
                continue;
            outcome = known;
            return true;
        }

        return false;
    }

    private static StorageEvent EventOf(StorageTopic topic, TraceId traceId, object payload, PutOutcome outcome)
    {
        (TenantId tenant, DicomUid study) = payload switch
        {
            DicomStoreMeta store => (store.TenantId, store.StudyUid),
            DicomStateMeta state => (state.TenantId, state.StudyUid),
            _ => (((DicomImageMeta)payload).TenantId, ((DicomImageMeta)payload).StudyUid),
        };
        return new StorageEvent(topic, traceId, tenant, study, payload) { Outcome = outcome };
    }

    // CloudEvents 1.0, Kafka protocol binding 3.2: binary mode.
    private static void WriteCloudEvent(Headers headers, StorageEvent item, string id)
    {
        headers.Put(KafkaHeaders.ContentType, JsonType);
        headers.Put("ce_specversion", "1.0");
        headers.Put("ce_id", id);
        headers.Put("ce_source", "/dicom-storage/" + item.Tenant.Value);
        headers.Put("ce_type", "dicom.storage." + NameOf(item.Topic));
    }

    private static string IdOf(StorageTopic topic, TraceId traceId) => $"{NameOf(topic)}:{traceId.Value}";

    private static string NameOf(StorageTopic topic) => topic switch
    {
        StorageTopic.Storage => "storage",
        StorageTopic.Log => "log",
        StorageTopic.State => "state",
        _ => "image",
    };
}
