using Dicom.Storage.Core;
using Dicom.Storage.DataSets;
using MongoDB.Bson;

namespace Dicom.Storage.MongoDb;

/// <summary>The collections, and how the <c>_id</c> of their documents is made: tenant first, parts that no other document has.</summary>
/// <remarks>No part can hold the separator: tenants are letters, digits, <c>._-</c>, and UIDs digits and dots.</remarks>
internal static class MongoNames
{
    public const string Id = "_id";
    public const string Tenant = "tenant_id";
    public const string Study = "study_uid";
    public const string Series = "series_uid";
    public const string Sop = "sop_uid";

    /// <summary>Of state rows: whether a JSON document has to be made.</summary>
    public const string JsonDue = "json_due";

    /// <summary>Of state rows: Series Number, none as a number above all others, since null sorts first.</summary>
    public const string SeriesNumberOrder = "series_number_order";

    /// <summary>Of image rows: Instance Number in the same way.</summary>
    public const string InstanceNumberOrder = "instance_number_order";

    /// <summary>Of image rows: the <c>_id</c> of the object's series.</summary>
    public const string SeriesKey = "series_key";

    /// <summary>Of study heads: whether the study has a series row. A head without one only keeps writers apart.</summary>
    public const string Listed = "listed";

    public const string Owner = "owner";
    public const string UntilTime = "until_time";

    public const string Lease = "dicom_json_lease";
    public const string StudyHead = "dicom_study_head";
    public const string Health = "dicom_health";
    public const string SchemaVersion = "dicom_schema_version";

    /// <summary>Tokens of transactions, by which a commit whose answer was lost is found again.</summary>
    public const string Commit = "dicom_commit";

    /// <summary>Turns of writers where there are no transactions.</summary>
    public const string Journal = "dicom_journal";

    /// <summary>What a turn writes, before it is written.</summary>
    public const string JournalEntry = "dicom_journal_entry";

    /// <summary>The order number of a row without a number: above every 32 bit number.</summary>
    public const long NoNumber = 1L << 32;

    public static string KeyOf(TenantId tenant, DicomUid study) => $"{tenant.Value}|{study.Value}";

    public static string KeyOf(SeriesKey key) => $"{key.TenantId.Value}|{key.StudyUid.Value}|{key.SeriesUid.Value}";

    public static string KeyOf(InstanceKey key) => $"{key.TenantId.Value}|{key.StudyUid.Value}|{key.SeriesUid.Value}|{key.SopUid.Value}";

    public static BsonDocument Filter(TenantId tenant, DicomUid study) => new() { { Tenant, tenant.Value }, { Study, study.Value } };

    public static BsonDocument Filter(SeriesKey key) => Filter(key.TenantId, key.StudyUid).Add(Series, key.SeriesUid.Value);

    public static BsonDocument Filter(InstanceKey key) => Filter(key.Series).Add(Sop, key.SopUid.Value);
}
