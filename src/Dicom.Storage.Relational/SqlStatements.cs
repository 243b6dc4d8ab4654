using System.Globalization;
using Dicom.Storage.Core;

namespace Dicom.Storage.Relational;

/// <summary>The constant statements of a dialect.</summary>
public sealed class SqlStatements
{
    private const string SeriesKey = "tenant_id = @p0 AND study_uid = @p1 AND series_uid = @p2";

    internal SqlStatements(SqlDialect dialect)
    {
        Dialect = dialect;
        string maxRetries = DicomJsonMeta.MaxRetryTimes.ToString(CultureInfo.InvariantCulture);

        RecountSeries = dialect.UpdateStates(
            $"""
            updated_time = CASE WHEN k.given_time > s.updated_time THEN k.given_time
                    WHEN s.series_related_instances <> k.instances THEN {dialect.OneMicrosecondAfter("s.updated_time")} ELSE s.updated_time END,
                series_related_instances = k.instances
            """,
            "k.given_time > s.updated_time OR s.series_related_instances <> k.instances");
        RefreshJsonDue = dialect.UpdateStates(
            "json_due = 1 - s.json_due",
            $"""
            s.json_due <> CASE WHEN EXISTS (
                SELECT 1 FROM dicom_json_meta j
                WHERE {SqlDialect.SameSeries("j", "s")} AND j.flag_time = s.updated_time
                    AND (j.json_status <> 2 OR j.retry_times >= {maxRetries})) THEN 0 ELSE 1 END
            """);
        CountImages = $"""
            SELECT k.tenant_id, k.study_uid, k.series_uid,
                (SELECT COUNT(*) FROM dicom_image_meta i WHERE {SqlDialect.SameSeries("i", "k")})
            FROM {dialect.SeriesSet}
            """;
        StatesOfSet = $"""
            SELECT {Qualified(MetaTables.State, "s")} FROM {dialect.SeriesSet}
            INNER JOIN dicom_state_meta s ON {SqlDialect.SameSeries("s", "k")}
            """;
        AcquirableSeries = $"""
            SELECT {Qualified(MetaTables.State, "s")} FROM dicom_state_meta s
            WHERE s.json_due = 1 AND s.updated_time <= @p0 AND NOT EXISTS (
                SELECT 1 FROM dicom_json_lease l
                WHERE l.tenant_id = s.tenant_id AND l.study_uid = s.study_uid AND l.series_uid = s.series_uid AND l.until_time > @p2)
            ORDER BY s.updated_time, s.tenant_id, s.study_uid, s.series_uid LIMIT @p1 {dialect.SkipLocked}
            """;
    }

    /// <summary>Gets the dialect.</summary>
    public SqlDialect Dialect { get; }

    internal string RecountSeries { get; }

    internal string RefreshJsonDue { get; }

    internal string AcquirableSeries { get; }

    internal string CountImages { get; }

    internal string StatesOfSet { get; }

    internal string StatesOfStudy { get; } =
        $"SELECT {MetaTables.State.ColumnList} FROM dicom_state_meta WHERE tenant_id = @p0 AND study_uid = @p1 ORDER BY series_uid";

    internal string DueSeries { get; } =
        $"""
        SELECT {MetaTables.State.ColumnList} FROM dicom_state_meta WHERE json_due = 1 AND updated_time <= @p0
        ORDER BY updated_time, tenant_id, study_uid, series_uid LIMIT @p1
        """;

    internal string JsonByKey { get; } = $"SELECT {MetaTables.Json.ColumnList} FROM dicom_json_meta WHERE {SeriesKey}";

    internal string StoreByKey { get; } = $"SELECT {MetaTables.Store.ColumnList} FROM dicom_object_meta WHERE trace_id = @p0";

    internal string ImageByKey { get; } = $"SELECT {MetaTables.Image.ColumnList} FROM dicom_image_meta WHERE {SeriesKey} AND sop_uid = @p3";

    internal string ImagesOfSeries { get; } = $"SELECT {MetaTables.Image.ColumnList} FROM dicom_image_meta WHERE {SeriesKey} ORDER BY sop_uid";

    internal string ImagesOfStudy { get; } =
        $"SELECT {MetaTables.Image.ColumnList} FROM dicom_image_meta WHERE tenant_id = @p0 AND study_uid = @p1 ORDER BY series_uid, sop_uid";

    internal string EndLease { get; } = $"DELETE FROM dicom_json_lease WHERE {SeriesKey} AND until_time <= @p3";

    // The one row of dicom_health stands where some servers want a FROM before a WHERE.
    internal string TakeLease { get; } =
        $"""
        INSERT INTO dicom_json_lease (tenant_id, study_uid, series_uid, owner, until_time)
        SELECT @p0, @p1, @p2, @p3, @p4 FROM dicom_health WHERE id = 1 AND NOT EXISTS (SELECT 1 FROM dicom_json_lease WHERE {SeriesKey})
        """;

    internal string RenewLease { get; } = $"UPDATE dicom_json_lease SET until_time = @p5 WHERE {SeriesKey} AND owner = @p3 AND until_time > @p4";

    internal string ReleaseLease { get; } = $"DELETE FROM dicom_json_lease WHERE {SeriesKey} AND owner = @p3";

    internal string TouchHealth { get; } = "UPDATE dicom_health SET checks = checks + 1 WHERE id = 1";

    internal static string Qualified<T>(MetaTable<T> table, string alias) =>
        string.Join(", ", table.ColumnList.Split(", ").Select(c => $"{alias}.{c}"));
}
