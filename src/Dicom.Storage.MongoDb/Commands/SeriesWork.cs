using Dicom.Storage.Core;
using MongoDB.Bson;

namespace Dicom.Storage.MongoDb;

/// <summary>The series that a unit touches: read once, changed in memory, staged at the end together with the heads of their studies.</summary>
internal sealed class SeriesWork(MongoUnit unit)
{
    private const int KeysPerRead = 500;

    private readonly Dictionary<SeriesKey, SeriesEntry> _series = [];

    public SeriesEntry this[SeriesKey key] => _series[key];

    public async Task LoadAsync(IEnumerable<SeriesKey> series, CancellationToken cancellationToken)
    {
        SeriesKey[] keys = [.. series.Distinct()];
        await unit.LockStudiesAsync(keys.Select(StudyKey.Of).Distinct(), cancellationToken).ConfigureAwait(false);
        string[] ids = [.. keys.Select(MongoNames.KeyOf)];
        Dictionary<string, BsonDocument> states = await unit.StoredAsync(MongoTables.State.Name, ids, cancellationToken).ConfigureAwait(false);
        Dictionary<string, BsonDocument> jsons = await unit.StoredAsync(MongoTables.Json.Name, ids, cancellationToken).ConfigureAwait(false);
        Dictionary<string, int> counts = await CountAsync(ids, cancellationToken).ConfigureAwait(false);
        for (int i = 0; i < keys.Length; i++)
        {
            _series.Add(keys[i], new SeriesEntry(
                states.TryGetValue(ids[i], out BsonDocument? state) ? MongoTables.State.Read(state) : null,
                jsons.TryGetValue(ids[i], out BsonDocument? json) ? MongoTables.Json.Read(json) : null,
                counts.GetValueOrDefault(ids[i])));
        }
    }

    /// <summary>Stages the state rows that have changed, and the heads of studies whose series saved last is another one or has changed.</summary>
    public async Task StageAsync(CancellationToken cancellationToken)
    {
        List<DicomStateMeta> changed = [];
        foreach ((SeriesKey key, SeriesEntry entry) in _series)
        {
            if (entry is not { Changed: true, State: { } state })
                continue;
            BsonDocument fields = MongoTables.State.Write(state);
            unit.Put(MongoTables.State, MongoNames.KeyOf(key), fields.Add(MongoNames.JsonDue, entry.IsJsonDue));
            changed.Add(state);
        }

        if (changed.Count > 0)
            await StudyHeads.StageAsync(unit, changed, cancellationToken).ConfigureAwait(false);
    }

    // Counted from the rows, in the unit: a number kept beside them could go wrong unseen.
    private async Task<Dictionary<string, int>> CountAsync(string[] ids, CancellationToken cancellationToken)
    {
        Dictionary<string, int> counts = new(StringComparer.Ordinal);
        foreach (string[] some in ids.Chunk(KeysPerRead))
        {
            BsonDocument[] stages =
            [
                new("$match", MongoUnit.AnyOf(MongoNames.SeriesKey, some)),
                new("$group", new BsonDocument { { "_id", "$" + MongoNames.SeriesKey }, { "n", new BsonDocument("$sum", 1) } }),
            ];
            await foreach (BsonDocument group in unit.AggregateAsync(MongoTables.Image.Name, stages, cancellationToken).ConfigureAwait(false))
                counts.Add(group["_id"].AsString, group["n"].ToInt32());
        }

        return counts;
    }
}
