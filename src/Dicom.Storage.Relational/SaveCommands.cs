using Dicom.Storage.Core;

namespace Dicom.Storage.Relational;

/// <summary>Saves, and what a save has to keep true of the series it touches. Series go to the server as one set, never one by one.</summary>
internal sealed class SaveCommands(SqlStatements statements)
{
    public static async Task SaveStoresAsync(SqlSession session, IReadOnlyList<DicomStoreMeta> rows, CancellationToken cancellationToken)
    {
        await session.LockStudiesAsync(rows.Select(StudyOf), cancellationToken).ConfigureAwait(false);
        await StoresAsync(session, rows, cancellationToken).ConfigureAwait(false);
    }

    public async Task SaveImagesAsync(SqlSession session, IReadOnlyList<DicomImageMeta> rows, CancellationToken cancellationToken)
    {
        await session.LockStudiesAsync(rows.Select(StudyOf), cancellationToken).ConfigureAwait(false);
        await ImagesAsync(session, rows, cancellationToken).ConfigureAwait(false);
    }

    public async Task SaveStatesAsync(SqlSession session, IReadOnlyList<DicomStateMeta> rows, CancellationToken cancellationToken)
    {
        await session.LockStudiesAsync(rows.Select(StudyOf), cancellationToken).ConfigureAwait(false);
        await StatesAsync(session, rows, cancellationToken).ConfigureAwait(false);
    }

    public async Task SaveJsonsAsync(SqlSession session, IReadOnlyList<DicomJsonMeta> rows, CancellationToken cancellationToken)
    {
        await session.LockStudiesAsync(rows.Select(row => new StudyKey(row.TenantId, row.StudyUid)), cancellationToken).ConfigureAwait(false);
        IReadOnlyCollection<DicomJsonMeta> last = LastOfEach(rows, KeyOf);
        await session.UpsertAsync(MetaTables.Json, last, cancellationToken).ConfigureAwait(false);
        await RefreshJsonDueAsync(session, [.. last.Select(row => new SeriesMark(KeyOf(row)))], cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<DicomStateMeta>> SaveBatchAsync(SqlSession session, IngestBatch batch, CancellationToken cancellationToken)
    {
        IEnumerable<StudyKey> studies = batch.Stores.Select(StudyOf).Concat(batch.Images.Select(StudyOf)).Concat(batch.States.Select(StudyOf));
        await session.LockStudiesAsync(studies, cancellationToken).ConfigureAwait(false);
        if (batch.Stores.Count > 0)
            await StoresAsync(session, batch.Stores, cancellationToken).ConfigureAwait(false);
        if (batch.Images.Count > 0)
            await ImagesAsync(session, batch.Images, cancellationToken).ConfigureAwait(false);
        if (batch.States.Count == 0)
            return [];

        await StatesAsync(session, batch.States, cancellationToken).ConfigureAwait(false);
        return await ReadStatesAsync(session, [.. batch.States.Select(KeyOf).Distinct()], cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Counts a series again after its objects have changed; returns what it counted.</summary>
    public async Task<int> RecountAsync(SqlSession session, SeriesKey series, DateTimeOffset given, CancellationToken cancellationToken)
    {
        IReadOnlyList<SeriesMark> counted = await RecountAsync(session, [new SeriesMark(series, given)], cancellationToken).ConfigureAwait(false);
        return counted[0].Instances;
    }

    public static object?[] Arguments(SeriesKey series) => [series.TenantId.Value, series.StudyUid.Value, series.SeriesUid.Value];

    private static StudyKey StudyOf(DicomStoreMeta row) => new(row.TenantId, row.StudyUid);

    private static StudyKey StudyOf(DicomImageMeta row) => new(row.TenantId, row.StudyUid);

    private static StudyKey StudyOf(DicomStateMeta row) => new(row.TenantId, row.StudyUid);

    private static SeriesKey KeyOf(DicomStateMeta row) => new(row.TenantId, row.StudyUid, row.SeriesUid);

    private static SeriesKey KeyOf(DicomJsonMeta row) => new(row.TenantId, row.StudyUid, row.SeriesUid);

    private static InstanceKey KeyOf(DicomImageMeta row) => new(row.TenantId, row.StudyUid, row.SeriesUid, row.SopUid);

    private static Task StoresAsync(SqlSession session, IReadOnlyList<DicomStoreMeta> rows, CancellationToken cancellationToken) =>
        session.UpsertAsync(MetaTables.Store, LastOfEach(rows, static row => row.TraceId), cancellationToken);

    private static IReadOnlyList<SeriesMark> LatestOfSeries(IReadOnlyList<DicomImageMeta> rows)
    {
        Dictionary<SeriesKey, DateTimeOffset> latest = [];
        foreach (DicomImageMeta row in rows)
        {
            SeriesKey series = KeyOf(row).Series;
            if (!latest.TryGetValue(series, out DateTimeOffset known) || row.UpdatedTime > known)
                latest[series] = row.UpdatedTime;
        }

        return [.. latest.Select(pair => new SeriesMark(pair.Key, pair.Value))];
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

    private async Task ImagesAsync(SqlSession session, IReadOnlyList<DicomImageMeta> rows, CancellationToken cancellationToken)
    {
        await session.UpsertAsync(MetaTables.Image, LastOfEach(rows, KeyOf), cancellationToken).ConfigureAwait(false);
        await RecountAsync(session, LatestOfSeries(rows), cancellationToken).ConfigureAwait(false);
    }

    private async Task StatesAsync(SqlSession session, IReadOnlyList<DicomStateMeta> rows, CancellationToken cancellationToken)
    {
        IReadOnlyCollection<DicomStateMeta> last = LastOfEach(rows, KeyOf);
        SeriesMark[] marks = [.. last.Select(row => new SeriesMark(KeyOf(row)))];
        Dictionary<SeriesKey, int> counts = await CountAsync(session, marks, cancellationToken).ConfigureAwait(false);
        await session.UpsertAsync(
            MetaTables.State, [.. last.Select(row => row with { SeriesRelatedInstances = counts[KeyOf(row)] })], cancellationToken).ConfigureAwait(false);
        await RefreshJsonDueAsync(session, marks, cancellationToken).ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<SeriesMark>> RecountAsync(SqlSession session, IReadOnlyList<SeriesMark> marks, CancellationToken cancellationToken)
    {
        Dictionary<SeriesKey, int> counts = await CountAsync(session, marks, cancellationToken).ConfigureAwait(false);
        SeriesMark[] counted =
            [.. marks.Select(mark => mark with { Given = StoredText.ForStorage(mark.Given), Instances = counts[mark.Series] })];
        if (await session.ExecuteAsync(statements.RecountSeries, statements.Dialect.SeriesSetArguments(counted), cancellationToken).ConfigureAwait(false) > 0)
            await RefreshJsonDueAsync(session, counted, cancellationToken).ConfigureAwait(false);
        return counted;
    }

    private async Task<Dictionary<SeriesKey, int>> CountAsync(SqlSession session, IReadOnlyList<SeriesMark> marks, CancellationToken cancellationToken)
    {
        IReadOnlyList<KeyValuePair<SeriesKey, int>> counts = await session.QueryAsync(
            statements.CountImages,
            statements.Dialect.SeriesSetArguments(marks),
            static row => new KeyValuePair<SeriesKey, int>(new SeriesKey(row.Tenant(), row.Uid(), row.Uid()), row.Int32() ?? 0),
            cancellationToken).ConfigureAwait(false);
        return new Dictionary<SeriesKey, int>(counts);
    }

    private Task<int> RefreshJsonDueAsync(SqlSession session, IReadOnlyList<SeriesMark> marks, CancellationToken cancellationToken) =>
        session.ExecuteAsync(statements.RefreshJsonDue, statements.Dialect.SeriesSetArguments(marks), cancellationToken);

    private async Task<IReadOnlyList<DicomStateMeta>> ReadStatesAsync(
        SqlSession session, IReadOnlyList<SeriesKey> series, CancellationToken cancellationToken)
    {
        SeriesMark[] marks = [.. series.Select(key => new SeriesMark(key))];
        IReadOnlyList<DicomStateMeta> rows = await session.QueryAsync(
            statements.StatesOfSet, statements.Dialect.SeriesSetArguments(marks), MetaTables.State.Read, cancellationToken).ConfigureAwait(false);
        Dictionary<SeriesKey, DicomStateMeta> states = rows.ToDictionary(KeyOf);
        return [.. series.Select(key => states[key])];
    }
}
