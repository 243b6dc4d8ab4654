using Dicom.Storage.Core;
using Dicom.Storage.DataSets;
using MongoDB.Bson;

namespace Dicom.Storage.MongoDb;

/// <summary>Takes studies, series and objects out, and says where their files are.</summary>
internal static class RemovalCommands
{
    private static readonly Comparer<(string, string, string)> s_ordinal = Comparer<(string, string, string)>.Create(static (a, b) =>
        string.CompareOrdinal(a.Item1, b.Item1) is not 0 and int series ? series
            : string.CompareOrdinal(a.Item2, b.Item2) is not 0 and int sop ? sop
            : string.CompareOrdinal(a.Item3, b.Item3));

    public static async Task<IReadOnlyList<RemovedInstance>> StudyAsync(
        MongoUnit unit, StudyKey study, CancellationToken cancellationToken)
    {
        BsonDocument filter = MongoNames.Filter(study.TenantId, study.StudyUid);
        await unit.LockStudiesAsync([study], cancellationToken).ConfigureAwait(false);
        IReadOnlyList<RemovedInstance> removed = await RemoveObjectsAsync(unit, study, filter, cancellationToken).ConfigureAwait(false);
        RemoveSeriesRows(unit, filter);
        StudyHeads.Remove(unit, study);
        return removed;
    }

    public static async Task<IReadOnlyList<RemovedInstance>> SeriesAsync(MongoUnit unit, SeriesKey series, CancellationToken cancellationToken)
    {
        BsonDocument filter = MongoNames.Filter(series);
        await unit.LockStudiesAsync([StudyKey.Of(series)], cancellationToken).ConfigureAwait(false);
        IReadOnlyList<RemovedInstance> removed =
            await RemoveObjectsAsync(unit, StudyKey.Of(series), filter, cancellationToken).ConfigureAwait(false);
        RemoveSeriesRows(unit, filter);
        await StudyHeads.WithoutAsync(unit, series, cancellationToken).ConfigureAwait(false);
        return removed;
    }

    public static async Task<IReadOnlyList<RemovedInstance>> InstanceAsync(
        MongoUnit unit, InstanceKey key, DateTimeOffset deletedTime, CancellationToken cancellationToken)
    {
        SeriesWork work = new(unit);
        await work.LoadAsync([key.Series], cancellationToken).ConfigureAwait(false);
        BsonDocument? image = await unit.OneAsync(MongoTables.Image.Name, MongoNames.KeyOf(key), cancellationToken).ConfigureAwait(false);
        IReadOnlyList<RemovedInstance> removed =
            await RemoveObjectsAsync(unit, StudyKey.Of(key.Series), MongoNames.Filter(key), cancellationToken).ConfigureAwait(false);
        if (removed.Count == 0)
            return removed;

        SeriesEntry series = work[key.Series];
        series.Count -= image is null ? 0 : 1;
        if (series.Count > 0)
        {
            series.Recount(deletedTime);
            await work.StageAsync(cancellationToken).ConfigureAwait(false);
        }
        else
        {
            RemoveSeriesRows(unit, MongoNames.Filter(key.Series));
            await StudyHeads.WithoutAsync(unit, key.Series, cancellationToken).ConfigureAwait(false);
        }

        return removed;
    }

    private static async Task<IReadOnlyList<RemovedInstance>> RemoveObjectsAsync(
        MongoUnit unit, StudyKey study, BsonDocument filter, CancellationToken cancellationToken)
    {
        SortedSet<(string Series, string Sop, string Location)> found = new(s_ordinal);
        await AddAsync(unit, found, MongoTables.Image.Name, "pixel_data_location", filter, cancellationToken).ConfigureAwait(false);
        await AddAsync(unit, found, MongoTables.Store.Name, "file_path", filter, cancellationToken).ConfigureAwait(false);
        unit.Remove(MongoTables.Image.Name, filter);
        unit.Remove(MongoTables.Store.Name, filter);
        return
        [
            .. found.GroupBy(static row => (row.Series, row.Sop)).Select(rows => new RemovedInstance(
                new InstanceKey(study.TenantId, study.StudyUid, DicomUid.Parse(rows.Key.Series), DicomUid.Parse(rows.Key.Sop)),
                [.. rows.Select(static row => row.Location).Where(static location => location.Length > 0)])),
        ];
    }

    private static async Task AddAsync(
        MongoUnit unit, SortedSet<(string, string, string)> found, string collection, string location, BsonDocument filter,
        CancellationToken cancellationToken)
    {
        BsonDocument? fields = MongoUnit.Only(MongoNames.Series, MongoNames.Sop, location);
        await foreach (BsonDocument row in unit.FindAsync(collection, filter, new() { Projection = fields }, cancellationToken).ConfigureAwait(false))
        {
            string place = row.GetValue(location, BsonNull.Value) is BsonString text ? text.Value : string.Empty;
            found.Add((row[MongoNames.Series].AsString, row[MongoNames.Sop].AsString, place));
        }
    }

    private static void RemoveSeriesRows(MongoUnit unit, BsonDocument filter)
    {
        unit.Remove(MongoTables.State.Name, filter);
        unit.Remove(MongoTables.Json.Name, filter);
        unit.Remove(MongoNames.Lease, filter);
    }
}
