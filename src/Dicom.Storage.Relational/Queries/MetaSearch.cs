using Dicom.Storage.Core;

namespace Dicom.Storage.Relational;

/// <summary>The searches of patients, studies, series and objects.</summary>
internal sealed class MetaSearch(SqlStatements statements)
{
    private const string StateOrder = "study_uid, CASE WHEN series_number IS NULL THEN 1 ELSE 0 END, series_number, series_uid";
    private const string ImageOrder = "study_uid, series_uid, CASE WHEN instance_number IS NULL THEN 1 ELSE 0 END, instance_number, sop_uid";

    private readonly string _stateColumns = SqlStatements.Qualified(MetaTables.State, "s");
    private readonly string _imageColumns = SqlStatements.Qualified(MetaTables.Image, "i");

    public Task<QueryPage<DicomStateMeta>> SeriesAsync(SqlSession session, MetaQuery query, CancellationToken cancellationToken)
    {
        ConditionSql conditions = new(statements.Dialect, query.TenantId);
        string from = $"FROM dicom_state_meta s WHERE s.tenant_id = @p0{conditions.OfSeries("s", query.Conditions)}";
        return PageAsync(
            session, query, conditions, $"SELECT COUNT(*) {from}", $"SELECT {_stateColumns} {from} ORDER BY {StateOrder}",
            MetaTables.State.Read, cancellationToken);
    }

    public Task<QueryPage<DicomImageMeta>> InstancesAsync(SqlSession session, MetaQuery query, CancellationToken cancellationToken)
    {
        ConditionSql conditions = new(statements.Dialect, query.TenantId);
        string from = $"FROM dicom_image_meta i WHERE i.tenant_id = @p0{conditions.OfInstances("i", query.Conditions)}";
        return PageAsync(
            session, query, conditions, $"SELECT COUNT(*) {from}", $"SELECT {_imageColumns} {from} ORDER BY {ImageOrder}",
            MetaTables.Image.Read, cancellationToken);
    }

    public Task<QueryPage<PatientSummary>> PatientsAsync(SqlSession session, MetaQuery query, CancellationToken cancellationToken)
    {
        ConditionSql conditions = new(statements.Dialect, query.TenantId);
        string hits = $"SELECT DISTINCT s.patient_id FROM dicom_state_meta s WHERE s.tenant_id = @p0{conditions.OfSeries("s", query.Conditions)}";
        string select = $"""
            WITH sums AS (
                SELECT patient_id, COUNT(DISTINCT study_uid) AS studies, COUNT(*) AS series, SUM(COALESCE(series_related_instances, 0)) AS instances
                FROM dicom_state_meta WHERE tenant_id = @p0 AND patient_id IN ({hits}) GROUP BY patient_id),
            ranked AS (
                SELECT d.patient_id, d.patient_name, d.patient_sex, d.patient_birth_date,
                    ROW_NUMBER() OVER (PARTITION BY d.patient_id ORDER BY d.updated_time DESC, d.study_uid DESC, d.series_uid DESC) AS place
                FROM dicom_state_meta d WHERE d.tenant_id = @p0 AND d.patient_id IN ({hits}))
            SELECT r.patient_id, r.patient_name, r.patient_sex, r.patient_birth_date, n.studies, n.series, n.instances
            FROM ranked r INNER JOIN sums n ON n.patient_id = r.patient_id WHERE r.place = 1 ORDER BY r.patient_id
            """;
        return PageAsync(
            session, query, conditions, $"SELECT COUNT(*) FROM ({hits}) h", select, row => SummaryRows.Patient(query.TenantId, row), cancellationToken);
    }

    public async Task<QueryPage<StudySummary>> StudiesAsync(SqlSession session, MetaQuery query, CancellationToken cancellationToken)
    {
        ConditionSql conditions = new(statements.Dialect, query.TenantId);
        string hits = $"SELECT DISTINCT s.study_uid FROM dicom_state_meta s WHERE s.tenant_id = @p0{conditions.OfSeries("s", query.Conditions)}";
        string select = $"""
            WITH ranked AS (
                SELECT d.study_uid, d.patient_id, d.patient_name, d.patient_sex, d.patient_birth_date, d.study_date_origin, d.study_date,
                    d.study_time, d.accession_number, d.study_id, d.study_description, d.updated_time,
                    COUNT(*) OVER (PARTITION BY d.study_uid) AS series,
                    SUM(COALESCE(d.series_related_instances, 0)) OVER (PARTITION BY d.study_uid) AS instances,
                    ROW_NUMBER() OVER (PARTITION BY d.study_uid ORDER BY d.updated_time DESC, d.series_uid DESC) AS place
                FROM dicom_state_meta d WHERE d.tenant_id = @p0 AND d.study_uid IN ({hits}))
            SELECT study_uid, patient_id, patient_name, patient_sex, patient_birth_date, study_date_origin, study_date,
                study_time, accession_number, study_id, study_description, updated_time, series, instances
            FROM ranked WHERE place = 1
            ORDER BY CASE WHEN study_date IS NULL THEN 1 ELSE 0 END, study_date DESC, study_uid
            """;
        QueryPage<StudySummary> page = await PageAsync(
            session, query, conditions, $"SELECT COUNT(*) FROM ({hits}) h", select, row => SummaryRows.Study(query.TenantId, row), cancellationToken)
            .ConfigureAwait(false);
        return page with { Items = await WithModalitiesAsync(session, query.TenantId, page.Items, cancellationToken).ConfigureAwait(false) };
    }

    private async Task<IReadOnlyList<StudySummary>> WithModalitiesAsync(
        SqlSession session, TenantId tenant, IReadOnlyList<StudySummary> studies, CancellationToken cancellationToken)
    {
        if (studies.Count == 0)
            return studies;

        string sql = $"""
            SELECT DISTINCT study_uid, modality FROM dicom_state_meta
            WHERE tenant_id = @p0 AND modality IS NOT NULL AND modality <> '' AND {statements.Dialect.AnyOf("study_uid", "@p1")}
            ORDER BY study_uid, modality
            """;
        object?[] arguments = [tenant.Value, statements.Dialect.AnyOfValue([.. studies.Select(s => s.StudyUid.Value)])];
        var rows = await session
            .QueryAsync(sql, arguments, static row => (Study: row.Uid(), Modality: row.Text()!), cancellationToken).ConfigureAwait(false);
        var modalities = rows.ToLookup(row => row.Study, row => row.Modality);
        return [.. studies.Select(s => s with { ModalitiesInStudy = [.. modalities[s.StudyUid]] })];
    }

    private static async Task<QueryPage<T>> PageAsync<T>(
        SqlSession session, MetaQuery query, ConditionSql conditions, string count, string select, Func<IRowReader, T> read,
        CancellationToken cancellationToken)
    {
        long? total = query.IncludeTotal
            ? await session.CountAsync(count, conditions.Arguments, cancellationToken).ConfigureAwait(false)
            : null;
        if (query.Limit == 0)
            return new QueryPage<T>([], total);

        string page = $"{select} LIMIT {conditions.Add(query.Limit)} OFFSET {conditions.Add(query.Offset)}";
        return new QueryPage<T>(await session.QueryAsync(page, conditions.Arguments, read, cancellationToken).ConfigureAwait(false), total);
    }
}
