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

        // Parameters: key, moment given, number of objects. The moment comes first: MySQL assigns from left to right.
        RecountSeries = $"""
            UPDATE dicom_state_meta
            SET updated_time = CASE WHEN @p3 > updated_time THEN @p3
                    WHEN series_related_instances <> @p4 THEN {dialect.OneMicrosecondAfter("updated_time")} ELSE updated_time END,
                series_related_instances = @p4
            WHERE {SeriesKey}
            """;
        RefreshJsonDue = $"""
            UPDATE dicom_state_meta
            SET json_due = CASE WHEN EXISTS (
                SELECT 1 FROM dicom_json_meta j
                WHERE j.tenant_id = @p0 AND j.study_uid = @p1 AND j.series_uid = @p2 AND j.flag_time = dicom_state_meta.updated_time
                    AND (j.json_status <> 2 OR j.retry_times >= {maxRetries})) THEN 0 ELSE 1 END
            WHERE {SeriesKey}
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

    internal string CountImages { get; } = $"SELECT COUNT(*) FROM dicom_image_meta WHERE {SeriesKey}";

    internal string StateByKey { get; } = $"SELECT {MetaTables.State.ColumnList} FROM dicom_state_meta WHERE {SeriesKey}";

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

    internal string DeleteLease { get; } = $"DELETE FROM dicom_json_lease WHERE {SeriesKey}";

    internal string InsertLease { get; } =
        "INSERT INTO dicom_json_lease (tenant_id, study_uid, series_uid, owner, until_time) VALUES (@p0, @p1, @p2, @p3, @p4)";

    internal string RenewLease { get; } = $"UPDATE dicom_json_lease SET until_time = @p5 WHERE {SeriesKey} AND owner = @p3 AND until_time > @p4";

    internal string ReleaseLease { get; } = $"DELETE FROM dicom_json_lease WHERE {SeriesKey} AND owner = @p3";

    internal string TouchHealth { get; } = "UPDATE dicom_health SET checks = checks + 1 WHERE id = 1";

    internal static string Qualified<T>(MetaTable<T> table, string alias) =>
        string.Join(", ", table.ColumnList.Split(", ").Select(c => $"{alias}.{c}"));
}
