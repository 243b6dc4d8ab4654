using Dicom.Storage.Core;
using Dicom.Storage.DataSets;

namespace Dicom.Storage.Relational;

/// <summary>Takes studies, series and objects out, and says where their files are.</summary>
internal sealed class RemovalCommands(SaveCommands saves)
{
    private static readonly RemovalStatements s_study = new("tenant_id = @p0 AND study_uid = @p1");
    private static readonly RemovalStatements s_series = new("tenant_id = @p0 AND study_uid = @p1 AND series_uid = @p2");
    private static readonly RemovalStatements s_instance = new("tenant_id = @p0 AND study_uid = @p1 AND series_uid = @p2 AND sop_uid = @p3");

    public static Task<IReadOnlyList<RemovedInstance>> StudyAsync(
        SqlSession session, TenantId tenant, DicomUid study, CancellationToken cancellationToken) =>
        WholeAsync(session, s_study, tenant, study, [tenant.Value, study.Value], cancellationToken);

    public static Task<IReadOnlyList<RemovedInstance>> SeriesAsync(SqlSession session, SeriesKey series, CancellationToken cancellationToken) =>
        WholeAsync(session, s_series, series.TenantId, series.StudyUid, SaveCommands.Arguments(series), cancellationToken);

    public async Task<IReadOnlyList<RemovedInstance>> InstanceAsync(
        SqlSession session, InstanceKey key, DateTimeOffset deletedTime, CancellationToken cancellationToken)
    {
        object?[] arguments = [.. SaveCommands.Arguments(key.Series), key.SopUid.Value];
        await session.LockStudiesAsync([new StudyKey(key.TenantId, key.StudyUid)], cancellationToken).ConfigureAwait(false);
        IReadOnlyList<RemovedInstance> removed = await RemoveObjectsAsync(
            session, s_instance, key.TenantId, key.StudyUid, arguments, cancellationToken).ConfigureAwait(false);
        if (removed.Count == 0)
            return removed;

        if (await saves.RecountAsync(session, key.Series, deletedTime, cancellationToken).ConfigureAwait(false) == 0)
            await RemoveSeriesRowsAsync(session, s_series, SaveCommands.Arguments(key.Series), cancellationToken).ConfigureAwait(false);
        return removed;
    }

    private static async Task<IReadOnlyList<RemovedInstance>> WholeAsync(
        SqlSession session, RemovalStatements sql, TenantId tenant, DicomUid study, object?[] arguments, CancellationToken cancellationToken)
    {
        await session.LockStudiesAsync([new StudyKey(tenant, study)], cancellationToken).ConfigureAwait(false);
        IReadOnlyList<RemovedInstance> removed =
            await RemoveObjectsAsync(session, sql, tenant, study, arguments, cancellationToken).ConfigureAwait(false);
        await RemoveSeriesRowsAsync(session, sql, arguments, cancellationToken).ConfigureAwait(false);
        return removed;
    }

    private static async Task<IReadOnlyList<RemovedInstance>> RemoveObjectsAsync(
        SqlSession session, RemovalStatements sql, TenantId tenant, DicomUid study, object?[] arguments, CancellationToken cancellationToken)
    {
        var found = await session.QueryAsync(sql.Locations, arguments, ReadLocation, cancellationToken).ConfigureAwait(false);
        await session.ExecuteAsync(sql.DeleteImages, arguments, cancellationToken).ConfigureAwait(false);
        await session.ExecuteAsync(sql.DeleteStores, arguments, cancellationToken).ConfigureAwait(false);
        return
        [
            .. found.GroupBy(row => (row.Series, row.Sop)).Select(rows => new RemovedInstance(
                new InstanceKey(tenant, study, rows.Key.Series, rows.Key.Sop),
                [.. rows.Select(row => row.Location).OfType<string>().Where(location => location.Length > 0).Distinct(StringComparer.Ordinal)])),
        ];
    }

    private static async Task RemoveSeriesRowsAsync(SqlSession session, RemovalStatements sql, object?[] arguments, CancellationToken cancellationToken)
    {
        await session.ExecuteAsync(sql.DeleteStates, arguments, cancellationToken).ConfigureAwait(false);
        await session.ExecuteAsync(sql.DeleteJsons, arguments, cancellationToken).ConfigureAwait(false);
        await session.ExecuteAsync(sql.DeleteLeases, arguments, cancellationToken).ConfigureAwait(false);
    }

    private static (DicomUid Series, DicomUid Sop, string? Location) ReadLocation(IRowReader row) => (row.Uid(), row.Uid(), row.Text());

    private sealed class RemovalStatements(string where)
    {
        public string Locations { get; } =
            $"""
            SELECT series_uid, sop_uid, pixel_data_location AS location FROM dicom_image_meta WHERE {where}
            UNION
            SELECT series_uid, sop_uid, file_path AS location FROM dicom_object_meta WHERE {where}
            ORDER BY series_uid, sop_uid, location
            """;

        public string DeleteImages { get; } = $"DELETE FROM dicom_image_meta WHERE {where}";

        public string DeleteStores { get; } = $"DELETE FROM dicom_object_meta WHERE {where}";

        public string DeleteStates { get; } = $"DELETE FROM dicom_state_meta WHERE {where}";

        public string DeleteJsons { get; } = $"DELETE FROM dicom_json_meta WHERE {where}";

        public string DeleteLeases { get; } = $"DELETE FROM dicom_json_lease WHERE {where}";
    }
}
