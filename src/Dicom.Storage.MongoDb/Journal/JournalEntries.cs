using MongoDB.Bson;
using MongoDB.Driver;

namespace Dicom.Storage.MongoDb;

/// <summary>Makes of what a unit has staged entries of the journal, keeps them there, and carries them out.</summary>
internal sealed class JournalEntries(IMongoDatabase database)
{
    private const int DocumentsPerEntry = 1_000;
    private const int EntriesPerCommand = 8;

    private static readonly InsertManyOptions s_unordered = new() { IsOrdered = false };

    private readonly IMongoCollection<BsonDocument> _entries = database.GetCollection<BsonDocument>(MongoNames.JournalEntry);

    /// <summary>Merges what was staged with what stands. The turn keeps others from changing it meanwhile.</summary>
    public static async Task<IReadOnlyList<JournalEntry>> MakeAsync(MongoUnit unit, CancellationToken cancellationToken)
    {
        List<JournalEntry> entries = [];
        foreach (IGrouping<string, MongoRemoval> removals in unit.Removals.GroupBy(static removal => removal.Collection, StringComparer.Ordinal))
            entries.Add(new JournalEntry(removals.Key, [.. removals.Select(static removal => removal.Filter)], [], []));

        foreach (IGrouping<string, MongoPut> puts in unit.Puts.GroupBy(static put => put.Collection, StringComparer.Ordinal))
        {
            foreach (MongoPut[] some in puts.Chunk(DocumentsPerEntry))
            {
                Dictionary<string, BsonDocument> stored = await unit
                    .StoredAsync(puts.Key, [.. some.Select(static put => put.Id)], cancellationToken).ConfigureAwait(false);
                entries.Add(new JournalEntry(
                    puts.Key, [], [.. some.Select(put => put.Merge(stored.GetValueOrDefault(put.Id)))], [.. stored.Keys]));
            }
        }

        return entries;
    }

    public async Task WriteAsync(long turn, IReadOnlyList<JournalEntry> entries, CancellationToken cancellationToken)
    {
        foreach ((int Index, JournalEntry Item)[] some in entries.Index().Chunk(EntriesPerCommand))
        {
            await _entries.InsertManyAsync(some.Select(e => e.Item.ToDocument(turn, e.Index)), options: null, cancellationToken)
                .ConfigureAwait(false);
        }
    }

    /// <summary>Reads the entries of a turn in their order.</summary>
    public async Task<IReadOnlyList<JournalEntry>> ReadAsync(long turn)
    {
        List<BsonDocument> documents = await _entries
            .Find(new BsonDocument(TurnDocuments.Number, turn)).ToListAsync(CancellationToken.None).ConfigureAwait(false);
        return [.. documents.OrderBy(static d => d[JournalEntry.Number].ToInt32()).Select(JournalEntry.Of)];
    }

    public async Task ApplyAsync(JournalEntry entry)
    {
        IMongoCollection<BsonDocument> documents = database.GetCollection<BsonDocument>(entry.Collection);
        foreach (BsonDocument filter in entry.Removed)
            await documents.DeleteManyAsync(filter, CancellationToken.None).ConfigureAwait(false);
        if (entry.Written.Count == 0)
            return;

        if (entry.Replaced.Count > 0)
            await documents.DeleteManyAsync(MongoUnit.AnyId(entry.Replaced), CancellationToken.None).ConfigureAwait(false);
        try
        {
            await documents.InsertManyAsync(entry.Written, s_unordered, CancellationToken.None).ConfigureAwait(false);
        }
        catch (MongoException there) when (MongoErrorMap.IsDuplicate(there))
        {
            // An earlier try, or the process that took over, has inserted them: the same documents.
        }
    }

    /// <summary>Removes the entries of this turn and of those before it.</summary>
    public Task ForgetAsync(long turn) =>
        _entries.DeleteManyAsync(new BsonDocument(TurnDocuments.Number, new BsonDocument("$lte", turn)), CancellationToken.None);
}
