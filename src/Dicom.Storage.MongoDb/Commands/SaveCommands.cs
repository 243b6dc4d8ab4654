using Dicom.Storage.Core;
using MongoDB.Bson;

namespace Dicom.Storage.MongoDb;

/// <summary>Saves, and what a save has to keep true of the series it touches.</summary>
internal static class SaveCommands
{
    public static Task StoresAsync(MongoUnit unit, IReadOnlyList<DicomStoreMeta> rows, CancellationToken cancellationToken) =>
        BatchAsync(unit, new IngestBatch(rows, [], []), cancellationToken);

    public static Task ImagesAsync(MongoUnit unit, IReadOnlyList<DicomImageMeta> rows, CancellationToken cancellationToken) =>
        BatchAsync(unit, new IngestBatch([], [], rows), cancellationToken);

    public static Task StatesAsync(MongoUnit unit, IReadOnlyList<DicomStateMeta> rows, CancellationToken cancellationToken) =>
        BatchAsync(unit, new IngestBatch([], rows, []), cancellationToken);

    public static async Task JsonsAsync(MongoUnit unit, IReadOnlyList<DicomJsonMeta> rows, CancellationToken cancellationToken)
    {
        IReadOnlyCollection<DicomJsonMeta> last = MetaRows.LastOfEach(rows, MetaRows.KeyOf);
        SeriesWork series = new(unit);
        await series.LoadAsync(last.Select(MetaRows.KeyOf), cancellationToken).ConfigureAwait(false);
        foreach (DicomJsonMeta row in last)
        {
            unit.Put(MongoTables.Json, MongoNames.KeyOf(MetaRows.KeyOf(row)), row);
            series[MetaRows.KeyOf(row)].SaveJson(row);
        }

        await series.StageAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <returns>The batch's series as they then stand, each once, in the order of their first row.</returns>
    public static async Task<IReadOnlyList<DicomStateMeta>> BatchAsync(MongoUnit unit, IngestBatch batch, CancellationToken cancellationToken)
    {
        foreach (DicomStoreMeta row in MetaRows.LastOfEach(batch.Stores, static row => row.TraceId))
        {
            cancellationToken.ThrowIfCancellationRequested();
            unit.Put(MongoTables.Store, row.TraceId.Value, row);
        }

        if (batch.Images.Count == 0 && batch.States.Count == 0)
            return [];

        IReadOnlyDictionary<SeriesKey, DateTimeOffset> latest = MetaRows.LatestOfSeries(batch.Images);
        SeriesWork series = new(unit);
        await series.LoadAsync(latest.Keys.Concat(batch.States.Select(MetaRows.KeyOf)), cancellationToken).ConfigureAwait(false);
        await StageImagesAsync(unit, series, batch.Images, cancellationToken).ConfigureAwait(false);
        foreach ((SeriesKey key, DateTimeOffset given) in latest)
            series[key].Recount(given);
        foreach (DicomStateMeta row in MetaRows.LastOfEach(batch.States, MetaRows.KeyOf))
            series[MetaRows.KeyOf(row)].Save(row);
        await series.StageAsync(cancellationToken).ConfigureAwait(false);
        return [.. batch.States.Select(MetaRows.KeyOf).Distinct().Select(key => AsStored(series[key].State!))];
    }

    private static async Task StageImagesAsync(
        MongoUnit unit, SeriesWork series, IReadOnlyList<DicomImageMeta> rows, CancellationToken cancellationToken)
    {
        IReadOnlyCollection<DicomImageMeta> last = MetaRows.LastOfEach(rows, MetaRows.KeyOf);
        string[] ids = [.. last.Select(row => MongoNames.KeyOf(MetaRows.KeyOf(row)))];
        Dictionary<string, BsonDocument> stored = unit.MergesByItself
            ? await unit.StoredAsync(MongoTables.Image.Name, ids, cancellationToken).ConfigureAwait(false)
            : await unit.ManyAsync(MongoTables.Image.Name, ids, cancellationToken, MongoNames.Id).ConfigureAwait(false);
        foreach ((DicomImageMeta row, string id) in last.Zip(ids))
        {
            cancellationToken.ThrowIfCancellationRequested();
            unit.Put(MongoTables.Image, id, row);
            if (!stored.ContainsKey(id))
                series[MetaRows.KeyOf(row).Series].Count++;
        }
    }

    // Text and times as they read back.
    private static DicomStateMeta AsStored(DicomStateMeta state) => MongoTables.State.Read(MongoTables.State.Write(state));
}
