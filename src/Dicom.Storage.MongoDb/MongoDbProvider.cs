using Dicom.Storage.Core;
using Dicom.Storage.DataSets;
using MongoDB.Bson;
using Microsoft.Extensions.Options;

namespace Dicom.Storage.MongoDb;

/// <summary>
/// The index in MongoDB 4.4 to 8, or in a server that speaks its language. Replica sets and sharded clusters: a save is a
/// transaction, acknowledged by the majority and its journals. A server without transactions: writers take turns and write ahead.
/// </summary>
public sealed class MongoDbProvider : IDbProvider, IDisposable, IAsyncDisposable
{
    private readonly MongoSessions _sessions;

    /// <summary>Makes a provider; the server is looked for by the first call.</summary>
    /// <exception cref="DicomStorageException">The connection string is none, or asks for less than majority and journal.</exception>
    public MongoDbProvider(IOptions<MongoDbDicomStorageOptions> options, TimeProvider timeProvider)
        : this((options ?? throw new ArgumentNullException(nameof(options))).Value, timeProvider)
    {
    }

    /// <summary>Makes a provider without dependency injection; the server is looked for by the first call.</summary>
    /// <exception cref="DicomStorageException">The connection string is none, or asks for less than majority and journal.</exception>
    public MongoDbProvider(MongoDbDicomStorageOptions options, TimeProvider timeProvider)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(timeProvider);
        _sessions = new MongoSessions(options, timeProvider);
    }

    internal MongoSessions Sessions => _sessions;

    /// <inheritdoc/>
    public Task EnsureSchemaAsync(CancellationToken cancellationToken) => _sessions.EnsureSchemaAsync(cancellationToken);

    /// <inheritdoc/>
    public Task CheckHealthAsync(CancellationToken cancellationToken) => _sessions.TouchAsync(cancellationToken);

    /// <inheritdoc/>
    public Task SaveStateInfoAsync(DicomStateMeta state, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(state);
        return SaveStateListAsync([state], cancellationToken);
    }

    /// <inheritdoc/>
    public Task SaveStateListAsync(IReadOnlyList<DicomStateMeta> states, CancellationToken cancellationToken) =>
        SaveAsync(states, SaveCommands.StatesAsync, cancellationToken);

    /// <inheritdoc/>
    public Task SaveImageListAsync(IReadOnlyList<DicomImageMeta> images, CancellationToken cancellationToken) =>
        SaveAsync(images, SaveCommands.ImagesAsync, cancellationToken);

    /// <inheritdoc/>
    public Task SaveStoreListAsync(IReadOnlyList<DicomStoreMeta> stores, CancellationToken cancellationToken) =>
        SaveAsync(stores, SaveCommands.StoresAsync, cancellationToken);

    /// <inheritdoc/>
    public Task SaveJsonListAsync(IReadOnlyList<DicomJsonMeta> jsons, CancellationToken cancellationToken) =>
        SaveAsync(jsons, SaveCommands.JsonsAsync, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<DicomStateMeta>> SaveIngestBatchAsync(IngestBatch batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (Checked(batch.Stores) + Checked(batch.States) + Checked(batch.Images) == 0)
            return [];
        return await _sessions
            .WriteAsync((unit, token) => SaveCommands.BatchAsync(unit, batch, token), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<DicomStateMeta>> GetStateMetasAsync(TenantId tenantId, DicomUid studyUid, CancellationToken cancellationToken) =>
        ListAsync(MongoTables.State, MongoNames.Filter(tenantId, studyUid), new BsonDocument(MongoNames.Series, 1), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<DicomStateMeta>> GetJsonMetasAsync(DateTimeOffset endTime, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, DbLimits.MaxPageSize);
        return _sessions.ReadAsync((unit, token) => JsonLeases.DueAsync(unit, endTime, limit, token), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<DicomJsonMeta> GetJsonMetaAsync(TenantId tenantId, DicomUid studyUid, DicomUid seriesUid, CancellationToken cancellationToken) =>
        OneAsync(MongoTables.Json, MongoNames.KeyOf(new SeriesKey(tenantId, studyUid, seriesUid)), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<DicomStateMeta>> AcquireJsonLeasesAsync(JsonLeaseRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Until <= request.Now)
            throw new ArgumentException("A lease ends after the time now.", nameof(request));
        return _sessions.WriteAsync((unit, token) => JsonLeases.AcquireAsync(unit, request, token), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<bool> RenewJsonLeaseAsync(
        SeriesKey series, BoundedString<Max64> owner, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken) =>
        _sessions.WriteAsync((unit, token) => JsonLeases.RenewAsync(unit, series, owner, now, until, token), cancellationToken);

    /// <inheritdoc/>
    public Task ReleaseJsonLeaseAsync(SeriesKey series, BoundedString<Max64> owner, CancellationToken cancellationToken) =>
        _sessions.WriteAsync((unit, token) => JsonLeases.ReleaseAsync(unit, series, owner, token), cancellationToken);

    /// <inheritdoc/>
    public Task<DicomImageMeta> GetImageMetaAsync(InstanceKey key, CancellationToken cancellationToken) =>
        OneAsync(MongoTables.Image, MongoNames.KeyOf(key), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<DicomImageMeta>> GetImageMetasAsync(
        TenantId tenantId, DicomUid studyUid, DicomUid? seriesUid, CancellationToken cancellationToken)
    {
        BsonDocument filter = MongoNames.Filter(tenantId, studyUid);
        if (seriesUid is { } series)
            filter.Add(MongoNames.Series, series.Value);
        BsonDocument order = new() { { MongoNames.Series, 1 }, { MongoNames.Sop, 1 } };
        return ListAsync(MongoTables.Image, filter, order, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<DicomStoreMeta> GetStoreMetaAsync(TraceId traceId, CancellationToken cancellationToken) =>
        OneAsync(MongoTables.Store, traceId.Value, cancellationToken);

    /// <inheritdoc/>
    public Task<QueryPage<PatientSummary>> QueryPatientsAsync(MetaQuery query, CancellationToken cancellationToken) =>
        SearchAsync(query, PatientSearch.FindAsync, cancellationToken);

    /// <inheritdoc/>
    public Task<QueryPage<StudySummary>> QueryStudiesAsync(MetaQuery query, CancellationToken cancellationToken) =>
        SearchAsync(query, StudySearch.FindAsync, cancellationToken);

    /// <inheritdoc/>
    public Task<QueryPage<DicomStateMeta>> QuerySeriesAsync(MetaQuery query, CancellationToken cancellationToken) =>
        SearchAsync(query, MetaSearch.SeriesAsync, cancellationToken);

    /// <inheritdoc/>
    public Task<QueryPage<DicomImageMeta>> QueryInstancesAsync(MetaQuery query, CancellationToken cancellationToken) =>
        SearchAsync(query, MetaSearch.InstancesAsync, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<RemovedInstance>> DeleteStudyAsync(TenantId tenantId, DicomUid studyUid, CancellationToken cancellationToken) =>
        _sessions.WriteAsync((unit, token) => RemovalCommands.StudyAsync(unit, new StudyKey(tenantId, studyUid), token), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<RemovedInstance>> DeleteSeriesAsync(SeriesKey series, CancellationToken cancellationToken) =>
        _sessions.WriteAsync((unit, token) => RemovalCommands.SeriesAsync(unit, series, token), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<RemovedInstance>> DeleteInstanceAsync(InstanceKey key, DateTimeOffset deletedTime, CancellationToken cancellationToken) =>
        _sessions.WriteAsync((unit, token) => RemovalCommands.InstanceAsync(unit, key, deletedTime, token), cancellationToken);

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _sessions.Dispose();

    /// <inheritdoc cref="Dispose"/>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private static int Checked<T>(IReadOnlyList<T> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rows.Count, DbLimits.MaxRowsPerSave, nameof(rows));
        return rows.Count;
    }

    private async Task SaveAsync<T>(
        IReadOnlyList<T> rows, Func<MongoUnit, IReadOnlyList<T>, CancellationToken, Task> save, CancellationToken cancellationToken)
    {
        if (Checked(rows) == 0)
            return;

        await _sessions.WriteAsync(
            async (unit, token) =>
            {
                await save(unit, rows, token).ConfigureAwait(false);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
    }

    private Task<QueryPage<T>> SearchAsync<T>(
        MetaQuery query, Func<MongoUnit, MetaQuery, CancellationToken, Task<QueryPage<T>>> search, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return _sessions.ReadAsync((unit, token) => search(unit, query, token), cancellationToken);
    }

    private Task<IReadOnlyList<T>> ListAsync<T>(MongoTable<T> table, BsonDocument filter, BsonDocument order, CancellationToken cancellationToken) =>
        _sessions.ReadAsync<IReadOnlyList<T>>(
            async (unit, token) =>
            {
                List<T> rows = [];
                await foreach (BsonDocument row in unit.FindAsync(table.Name, filter, new() { Sort = order }, token).ConfigureAwait(false))
                    rows.Add(table.Read(row));
                return rows;
            },
            cancellationToken);

    private async Task<T> OneAsync<T>(MongoTable<T> table, string id, CancellationToken cancellationToken)
    {
        BsonDocument? row = await _sessions
            .ReadAsync((unit, token) => unit.OneAsync(table.Name, id, token), cancellationToken).ConfigureAwait(false);
        return row is null
            ? throw new DicomStorageException(StorageErrorKind.RecordNotExists, $"No such document in {table.Name}.")
            : table.Read(row);
    }
}
