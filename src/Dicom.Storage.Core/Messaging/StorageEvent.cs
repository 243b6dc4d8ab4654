using Dicom.Storage.DataSets;

namespace Dicom.Storage.Core;

/// <summary>
/// Something that happened to an object, told to others. It carries metadata and a location, never pixels. Delivered at least
/// once; events of one study keep their order.
/// </summary>
public sealed record StorageEvent
{
    /// <param name="topic">The stream it belongs to.</param>
    /// <param name="traceId">The object's receipt; with the topic it identifies the event, so a repeated delivery is recognised.</param>
    /// <param name="tenant">Whose object it is.</param>
    /// <param name="studyUid">The study, by which events are ordered.</param>
    /// <param name="payload">A <see cref="DicomStoreMeta"/>, <see cref="DicomStateMeta"/> or <see cref="DicomImageMeta"/>, as the topic says.</param>
    public StorageEvent(StorageTopic topic, TraceId traceId, TenantId tenant, DicomUid studyUid, object payload)
    {
        ArgumentNullException.ThrowIfNull(payload);
        bool matches = topic switch
        {
            StorageTopic.Storage or StorageTopic.Log => payload is DicomStoreMeta,
            StorageTopic.State => payload is DicomStateMeta,
            _ => payload is DicomImageMeta,
        };
        if (!matches)
            throw new ArgumentException("The payload is not of the type that the topic carries.", nameof(payload));

        Topic = topic;
        TraceId = traceId;
        Tenant = tenant;
        StudyUid = studyUid;
        Payload = payload;
    }

    /// <summary>Gets the stream it belongs to.</summary>
    public StorageTopic Topic { get; }

    /// <summary>Gets the object's receipt.</summary>
    public TraceId TraceId { get; }

    /// <summary>Gets whose object it is.</summary>
    public TenantId Tenant { get; }

    /// <summary>Gets the study, by which events are ordered.</summary>
    public DicomUid StudyUid { get; }

    /// <summary>
    /// Gets what the instance store did with the object, of which an indexer makes the rows: another object kept beside the first is
    /// noted in the journal only. <see cref="PutOutcome.Stored"/> by default.
    /// </summary>
    public PutOutcome Outcome { get; init; }

    /// <summary>Gets the record.</summary>
    public object Payload { get; }
}
