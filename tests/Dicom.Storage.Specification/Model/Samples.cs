using System.Globalization;
using Dicom.Storage.Core;
using Dicom.Storage.DataSets;

namespace Dicom.Storage.Specification;

/// <summary>Records for tests: few words, every required value set.</summary>
public static class Samples
{
    public static readonly TenantId TenantA = TenantId.Parse("hospital-a");
    public static readonly TenantId TenantB = TenantId.Parse("hospital-b");

    /// <summary>A moment with microseconds, which every database has to keep.</summary>
    public static readonly DateTimeOffset Noon = new DateTimeOffset(2024, 5, 6, 12, 0, 0, TimeSpan.Zero).AddMicroseconds(123_456);

    /// <summary>A rare surname outside the basic plane, an accent as a combining character, a trailing space, quotes and operators.</summary>
    public const string HardText = "𠮷田^e\u0301'; DROP TABLE dicom_state_meta;-- {\"$gt\":\"\"} %_[*?] ";

    public static DicomUid Uid(params ReadOnlySpan<int> parts)
    {
        string uid = "1.2.826.0.1";
        foreach (int part in parts)
            uid = string.Create(CultureInfo.InvariantCulture, $"{uid}.{part}");
        return DicomUid.Parse(uid);
    }

    public static SeriesKey Series(int study = 1, int series = 1, TenantId? tenant = null) =>
        new(tenant ?? TenantA, Uid(study), Uid(study, series));

    public static InstanceKey Instance(int study = 1, int series = 1, int instance = 1, TenantId? tenant = null) =>
        new(tenant ?? TenantA, Uid(study), Uid(study, series), Uid(study, series, instance));

    public static DicomStateMeta State(SeriesKey key, DateTimeOffset? at = null) => new()
    {
        TenantId = key.TenantId,
        PatientId = BoundedString<Max64>.Parse("P1"),
        StudyUid = key.StudyUid,
        SeriesUid = key.SeriesUid,
        StudyUidHash = UidHash.Of(key.StudyUid),
        SeriesUidHash = UidHash.Of(key.SeriesUid),
        CreatedTime = at ?? Noon,
        UpdatedTime = at ?? Noon,
    };

    public static DicomImageMeta Image(InstanceKey key, DateTimeOffset? at = null) => new()
    {
        TenantId = key.TenantId,
        PatientId = BoundedString<Max64>.Parse("P1"),
        StudyUid = key.StudyUid,
        SeriesUid = key.SeriesUid,
        SopUid = key.SopUid,
        StudyUidHash = UidHash.Of(key.StudyUid),
        SeriesUidHash = UidHash.Of(key.SeriesUid),
        TransferSyntaxUid = DicomUid.Parse("1.2.840.10008.1.2.1"),
        SopClassUid = DicomUid.Parse("1.2.840.10008.5.1.4.1.1.2"),
        CreatedTime = at ?? Noon,
        UpdatedTime = at ?? Noon,
    };

    public static DicomStoreMeta Store(InstanceKey key, int number = 1, DateTimeOffset? at = null) => new()
    {
        TraceId = TraceId.Parse(string.Create(CultureInfo.InvariantCulture, $"018f4a3e-0000-7000-8000-{number:x12}")),
        WorkerNodeId = BoundedString<Max64>.Parse("DICOM_STORE_SCP"),
        TenantId = key.TenantId,
        PatientId = BoundedString<Max64>.Parse("P1"),
        StudyUid = key.StudyUid,
        SeriesUid = key.SeriesUid,
        SopUid = key.SopUid,
        FileSize = 5_000_000_000,
        FilePath = BoundedString<Max512>.Parse(string.Create(CultureInfo.InvariantCulture, $"objects/{number}.dcm")),
        TransferSyntaxUid = DicomUid.Parse("1.2.840.10008.1.2.1"),
        CreatedTime = at ?? Noon,
        SeriesUidHash = UidHash.Of(key.SeriesUid),
        StudyUidHash = UidHash.Of(key.StudyUid),
        TargetTs = DicomUid.Parse("1.2.840.10008.1.2.1"),
        SourceIp = BoundedString<Max64>.Parse("fe80::1ff:fe23:4567:890a%eth2"),
        SourceAe = BoundedString<Max64>.Parse("MODALITY"),
    };

    public static DicomJsonMeta Json(SeriesKey key, DateTimeOffset flagTime, JsonStatus status = JsonStatus.Done, int retries = 0) => new()
    {
        TenantId = key.TenantId,
        StudyUid = key.StudyUid,
        SeriesUid = key.SeriesUid,
        StudyUidHash = UidHash.Of(key.StudyUid),
        SeriesUidHash = UidHash.Of(key.SeriesUid),
        FlagTime = flagTime,
        CreatedTime = Noon,
        JsonStatus = status,
        RetryTimes = retries,
    };

    /// <summary>Text of exactly as many runes as the limit allows, each outside the basic plane.</summary>
    public static BoundedString<TLimit> Full<TLimit>()
        where TLimit : struct, IStringLimit =>
        BoundedString<TLimit>.Parse(string.Concat(Enumerable.Repeat("𠮷", TLimit.MaxRunes)));
}
