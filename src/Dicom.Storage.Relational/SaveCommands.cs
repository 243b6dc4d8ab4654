using Dicom.Storage.Core;

namespace Dicom.Storage.Relational;

/// <summary>Saves, and what a save has to keep true of the series it touches.</summary>
internal sealed class SaveCommands(SqlStatements statements)
{
    public static Task SaveStoresAsync(SqlSession session, IReadOnlyList<DicomStoreMeta> rows, CancellationToken cancellationToken) =>
        session.UpsertAsync(MetaTables.Store, LastOfEach(rows, static row => row.TraceId), cancellationToken);

    public async Task SaveImagesAsync(SqlSession session, IReadOnlyList<DicomImageMeta> rows, CancellationToken cancellationToken)
    {
        await session.UpsertAsync(MetaTables.Image, LastOfEach(rows, KeyOf), cancellationToken).ConfigureAwait(false);
        foreach ((SeriesKey series, DateTimeOffset given) in LatestOfSeries(rows))
            await RecountAsync(session, series, given, cancellationToken).ConfigureAwait(false);
    }

    public async Task SaveStatesAsync(SqlSession session, IReadOnlyList<DicomStateMeta> rows, CancellationToken cancellationToken)
    {
        List<DicomStateMeta> counted = [];
        foreach (DicomStateMeta row in LastOfEach(rows, KeyOf))
        {
            int count = await CountAsync(session, KeyOf(row), cancellationToken).ConfigureAwait(false);
            counted.Add(row with { SeriesRelatedInstances = count });
        }

        await session.UpsertAsync(MetaTables.State, counted, cancellationToken).ConfigureAwait(false);
        foreach (DicomStateMeta row in counted)
            await RefreshJsonDueAsync(session, KeyOf(row), cancellationToken).ConfigureAwait(false);
    }

    public async Task SaveJsonsAsync(SqlSession session, IReadOnlyList<DicomJsonMeta> rows, CancellationToken cancellationToken)
    {
        IReadOnlyCollection<DicomJsonMeta> last = LastOfEach(rows, KeyOf);
        await session.UpsertAsync(MetaTables.Json, last, cancellationToken).ConfigureAwait(false);
        foreach (DicomJsonMeta row in last)
            await RefreshJsonDueAsync(session, KeyOf(row), cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<DicomStateMeta>> SaveBatchAsync(SqlSession session, IngestBatch batch, CancellationToken cancellationToken)
    {
        await SaveStoresAsync(session, batch.Stores, cancellationToken).ConfigureAwait(false);
        await SaveImagesAsync(session, batch.Images, cancellationToken).ConfigureAwait(false);
        await SaveStatesAsync(session, batch.States, cancellationToken).ConfigureAwait(false);

        List<DicomStateMeta> saved = [];
        foreach (SeriesKey series in batch.States.Select(KeyOf).Distinct())
        {
            saved.AddRange(await session.QueryAsync(statements.StateByKey, Arguments(series), MetaTables.State.Read, cancellationToken)
                .ConfigureAwait(false));
        }

        return saved;
    }

    /// <summary>Counts a series again after its objects have changed; returns what it counted.</summary>
    public async Task<int> RecountAsync(SqlSession session, SeriesKey series, DateTimeOffset given, CancellationToken cancellationToken)
    {
        int count = await CountAsync(session, series, cancellationToken).ConfigureAwait(false);
        object?[] arguments = [.. Arguments(series), StoredText.ForStorage(given), count];
        if (await session.ExecuteAsync(statements.RecountSeries, arguments, cancellationToken).ConfigureAwait(false) > 0)
            await RefreshJsonDueAsync(session, series, cancellationToken).ConfigureAwait(false);
        return count;
    }

    public static object?[] Arguments(SeriesKey series) => [series.TenantId.Value, series.StudyUid.Value, series.SeriesUid.Value];

    private static SeriesKey KeyOf(DicomStateMeta row) => new(row.TenantId, row.StudyUid, row.SeriesUid);

    private static SeriesKey KeyOf(DicomJsonMeta row) => new(row.TenantId, row.StudyUid, row.SeriesUid);

    private static InstanceKey KeyOf(DicomImageMeta row) => new(row.TenantId, row.StudyUid, row.SeriesUid, row.SopUid);

    private static Dictionary<SeriesKey, DateTimeOffset> LatestOfSeries(IReadOnlyList<DicomImageMeta> rows)
    {
        Dictionary<SeriesKey, DateTimeOffset> latest = [];
        foreach (DicomImageMeta row in rows)
        {
            SeriesKey series = KeyOf(row).Series;
            if (!latest.TryGetValue(series, out DateTimeOffset known) || row.UpdatedTime > known)
                latest[series] = row.UpdatedTime;
        }

        return latest;
    }

    private static IReadOnlyCollection<TRow> LastOfEach<TRow, TKey>(IReadOnlyList<TRow> rows, Func<TRow, TKey> keyOf)
        where TKey : notnull
    {
        if (rows.Count < 2)
            return rows;

        Dictionary<TKey, TRow> last = new(rows.Count);
        foreach (TRow row in rows)
            last[keyOf(row)] = row;
        return last.Count == rows.Count ? rows : last.Values;
    }

    private async Task<int> CountAsync(SqlSession session, SeriesKey series, CancellationToken cancellationToken) =>
        (int)await session.CountAsync(statements.CountImages, Arguments(series), cancellationToken).ConfigureAwait(false);

    private Task<int> RefreshJsonDueAsync(SqlSession session, SeriesKey series, CancellationToken cancellationToken) =>
        session.ExecuteAsync(statements.RefreshJsonDue, Arguments(series), cancellationToken);
}
