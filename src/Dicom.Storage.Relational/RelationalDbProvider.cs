using Dicom.Storage.Core;
using Dicom.Storage.DataSets;

namespace Dicom.Storage.Relational;

/// <summary>The database contract in SQL. An adapter gives the dialect, the sessions and the schema.</summary>
public abstract class RelationalDbProvider : IDbProvider
{
    private readonly SqlStatements _statements;
    private readonly SaveCommands _saves;
    private readonly RemovalCommands _removals;
    private readonly JsonLeases _leases;
    private readonly MetaSearch _search;

    /// <summary>Makes the statements of a dialect.</summary>
    protected RelationalDbProvider(SqlDialect dialect)
    {
        ArgumentNullException.ThrowIfNull(dialect);
        _statements = new SqlStatements(dialect);
        _saves = new SaveCommands(_statements);
        _removals = new RemovalCommands(_saves);
        _leases = new JsonLeases(_statements);
        _search = new MetaSearch(_statements);
    }

    /// <inheritdoc/>
    public abstract Task EnsureSchemaAsync(CancellationToken cancellationToken);

    /// <inheritdoc/>
    public Task CheckHealthAsync(CancellationToken cancellationToken) =>
        WriteAsync(1, (session, token) => session.ExecuteAsync(_statements.TouchHealth, [], token), cancellationToken);

    /// <inheritdoc/>
    public Task SaveStateInfoAsync(DicomStateMeta state, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(state);
        return SaveStateListAsync([state], cancellationToken);
    }

    /// <inheritdoc/>
    public Task SaveStateListAsync(IReadOnlyList<DicomStateMeta> states, CancellationToken cancellationToken) =>
        SaveAsync(states, _saves.SaveStatesAsync, cancellationToken);

    /// <inheritdoc/>
    public Task SaveImageListAsync(IReadOnlyList<DicomImageMeta> images, CancellationToken cancellationToken) =>
        SaveAsync(images, _saves.SaveImagesAsync, cancellationToken);

    /// <inheritdoc/>
    public Task SaveStoreListAsync(IReadOnlyList<DicomStoreMeta> stores, CancellationToken cancellationToken) =>
        SaveAsync(stores, SaveCommands.SaveStoresAsync, cancellationToken);

    /// <inheritdoc/>
    public Task SaveJsonListAsync(IReadOnlyList<DicomJsonMeta> jsons, CancellationToken cancellationToken) =>
        SaveAsync(jsons, _saves.SaveJsonsAsync, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<DicomStateMeta>> SaveIngestBatchAsync(IngestBatch batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        int rows = Checked(batch.Stores) + Checked(batch.States) + Checked(batch.Images);
        if (rows == 0)
            return [];
        return await WriteAsync(rows, (session, token) => _saves.SaveBatchAsync(session, batch, token), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<DicomStateMeta>> GetStateMetasAsync(TenantId tenantId, DicomUid studyUid, CancellationToken cancellationToken) =>
        ListAsync(_statements.StatesOfStudy, [tenantId.Value, studyUid.Value], MetaTables.State, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<DicomStateMeta>> GetJsonMetasAsync(DateTimeOffset endTime, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, DbLimits.MaxPageSize);
        return ListAsync(_statements.DueSeries, [StoredText.ForStorage(endTime), limit], MetaTables.State, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<DicomJsonMeta> GetJsonMetaAsync(TenantId tenantId, DicomUid studyUid, DicomUid seriesUid, CancellationToken cancellationToken) =>
        OneAsync(_statements.JsonByKey, [tenantId.Value, studyUid.Value, seriesUid.Value], MetaTables.Json, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<DicomStateMeta>> AcquireJsonLeasesAsync(JsonLeaseRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Until <= request.Now)
            throw new ArgumentException("A lease ends after the time now.", nameof(request));
        return WriteAsync(request.Limit, (session, token) => _leases.AcquireAsync(session, request, token), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<bool> RenewJsonLeaseAsync(
        SeriesKey series, BoundedString<Max64> owner, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken) =>
        WriteAsync(1, (session, token) => _leases.RenewAsync(session, series, owner, now, until, token), cancellationToken);

    /// <inheritdoc/>
    public Task ReleaseJsonLeaseAsync(SeriesKey series, BoundedString<Max64> owner, CancellationToken cancellationToken) =>
        WriteAsync(1, (session, token) => _leases.ReleaseAsync(session, series, owner, token), cancellationToken);

    /// <inheritdoc/>
    public Task<DicomImageMeta> GetImageMetaAsync(InstanceKey key, CancellationToken cancellationToken) =>
        OneAsync(_statements.ImageByKey, [.. SaveCommands.Arguments(key.Series), key.SopUid.Value], MetaTables.Image, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<DicomImageMeta>> GetImageMetasAsync(
        TenantId tenantId, DicomUid studyUid, DicomUid? seriesUid, CancellationToken cancellationToken) => seriesUid is { } series
            ? ListAsync(_statements.ImagesOfSeries, [tenantId.Value, studyUid.Value, series.Value], MetaTables.Image, cancellationToken)
            : ListAsync(_statements.ImagesOfStudy, [tenantId.Value, studyUid.Value], MetaTables.Image, cancellationToken);

    /// <inheritdoc/>
    public Task<DicomStoreMeta> GetStoreMetaAsync(TraceId traceId, CancellationToken cancellationToken) =>
        OneAsync(_statements.StoreByKey, [traceId.Value], MetaTables.Store, cancellationToken);

    /// <inheritdoc/>
    public Task<QueryPage<PatientSummary>> QueryPatientsAsync(MetaQuery query, CancellationToken cancellationToken) =>
        SearchAsync(query, _search.PatientsAsync, cancellationToken);

    /// <inheritdoc/>
    public Task<QueryPage<StudySummary>> QueryStudiesAsync(MetaQuery query, CancellationToken cancellationToken) =>
        SearchAsync(query, _search.StudiesAsync, cancellationToken);

    /// <inheritdoc/>
    public Task<QueryPage<DicomStateMeta>> QuerySeriesAsync(MetaQuery query, CancellationToken cancellationToken) =>
        SearchAsync(query, _search.SeriesAsync, cancellationToken);

    /// <inheritdoc/>
    public Task<QueryPage<DicomImageMeta>> QueryInstancesAsync(MetaQuery query, CancellationToken cancellationToken) =>
        SearchAsync(query, _search.InstancesAsync, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<RemovedInstance>> DeleteStudyAsync(TenantId tenantId, DicomUid studyUid, CancellationToken cancellationToken) =>
        WriteAsync(1, (session, token) => RemovalCommands.StudyAsync(session, tenantId, studyUid, token), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<RemovedInstance>> DeleteSeriesAsync(SeriesKey series, CancellationToken cancellationToken) =>
        WriteAsync(1, (session, token) => RemovalCommands.SeriesAsync(session, series, token), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<RemovedInstance>> DeleteInstanceAsync(InstanceKey key, DateTimeOffset deletedTime, CancellationToken cancellationToken) =>
        WriteAsync(1, (session, token) => _removals.InstanceAsync(session, key, deletedTime, token), cancellationToken);

    /// <summary>Runs reads on one connection; what they see is of one moment.</summary>
    /// <exception cref="DicomStorageException">The driver's exceptions, mapped by code.</exception>
    protected abstract Task<T> ReadAsync<T>(Func<SqlSession, CancellationToken, Task<T>> work, CancellationToken cancellationToken);

    /// <summary>Runs a read of a single statement, which sees one moment by itself.</summary>
    /// <inheritdoc cref="ReadAsync"/>
    protected virtual Task<T> ReadOnceAsync<T>(Func<SqlSession, CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        ReadAsync(work, cancellationToken);

    /// <summary>Runs work within a transaction that is durable when the task completes, and undone when it fails.</summary>
    /// <param name="rows">About how many rows the work changes, for the size of a shared transaction.</param>
    /// <exception cref="DicomStorageException">The driver's exceptions, mapped by code.</exception>
    protected abstract Task<T> WriteAsync<T>(int rows, Func<SqlSession, CancellationToken, Task<T>> work, CancellationToken cancellationToken);

    private static int Checked<T>(IReadOnlyList<T> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rows.Count, DbLimits.MaxRowsPerSave, nameof(rows));
        return rows.Count;
    }

    private async Task SaveAsync<T>(IReadOnlyList<T> rows, Func<SqlSession, IReadOnlyList<T>, CancellationToken, Task> save, CancellationToken cancellationToken)
    {
        if (Checked(rows) == 0)
            return;

        await WriteAsync(
            rows.Count,
            async (session, token) =>
            {
                await save(session, rows, token).ConfigureAwait(false);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
    }

    private Task<QueryPage<T>> SearchAsync<T>(
        MetaQuery query, Func<SqlSession, MetaQuery, CancellationToken, Task<QueryPage<T>>> search, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return ReadAsync((session, token) => search(session, query, token), cancellationToken);
    }

    private Task<IReadOnlyList<T>> ListAsync<T>(string sql, object?[] arguments, MetaTable<T> table, CancellationToken cancellationToken) =>
        ReadOnceAsync((session, token) => session.QueryAsync(sql, arguments, table.Read, token), cancellationToken);

    private async Task<T> OneAsync<T>(string sql, object?[] arguments, MetaTable<T> table, CancellationToken cancellationToken)
    {
        IReadOnlyList<T> rows = await ListAsync(sql, arguments, table, cancellationToken).ConfigureAwait(false);
        return rows.Count == 1 ? rows[0] : throw new DicomStorageException(StorageErrorKind.RecordNotExists, $"No such row in {table.Name}.");
    }
}
