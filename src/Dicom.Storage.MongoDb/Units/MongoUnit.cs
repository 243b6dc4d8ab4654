using System.Runtime.CompilerServices;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Dicom.Storage.MongoDb;

/// <summary>
/// One unit of work: reads of one moment, and the changes that are to be made all or not at all once it ends. What it stages it
/// does not read back.
/// </summary>
internal class MongoUnit(IMongoDatabase database, IClientSessionHandle? session = null)
{
    private const int IdsPerRead = 500;

    private readonly Dictionary<(string Collection, string Id), BsonDocument?> _seen = [];

    /// <summary>Gets whether whole documents are needed of those that are going to be replaced.</summary>
    public virtual bool MergesByItself => true;

    /// <summary>Gets how many series a condition may be met by to be sent as a list of their keys.</summary>
    public int LongestList { get; init; } = 10_000;

    /// <summary>Gets how many rows are checked at once where conditions are not sent as lists.</summary>
    public int BlockRows { get; init; } = 500;

    public List<MongoPut> Puts { get; } = [];

    public List<MongoRemoval> Removals { get; } = [];

    protected IMongoDatabase Database => database;

    protected IClientSessionHandle? Session => session;

    /// <summary>Keeps other writers of the studies away until the unit ends; where writers take turns there is nothing to do.</summary>
    public virtual Task LockStudiesAsync(IEnumerable<StudyKey> studies, CancellationToken cancellationToken) => Task.CompletedTask;

    public void Put<T>(MongoTable<T> table, string id, T record) => Puts.Add(new MongoPut(table, id, table.Write(record)));

    public void Put(IMongoTable table, string id, BsonDocument fields) => Puts.Add(new MongoPut(table, id, fields));

    public void Remove(string collection, BsonDocument filter) => Removals.Add(new MongoRemoval(collection, filter));

    public async Task<BsonDocument?> OneAsync(string collection, string id, CancellationToken cancellationToken)
    {
        await foreach (BsonDocument document in FindAsync(collection, new BsonDocument(MongoNames.Id, id), new() { Limit = 1 }, cancellationToken)
            .ConfigureAwait(false))
        {
            return document;
        }

        return null;
    }

    /// <summary>Gets the whole documents of many ids that are there, by id; of those that this unit has read before, without asking again.</summary>
    public async Task<Dictionary<string, BsonDocument>> StoredAsync(
        string collection, IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        string[] unseen = [.. ids.Where(id => !_seen.ContainsKey((collection, id)))];
        Dictionary<string, BsonDocument> found = await ManyAsync(collection, unseen, cancellationToken).ConfigureAwait(false);
        foreach (string id in unseen)
            _seen[(collection, id)] = found.GetValueOrDefault(id);
        foreach (string id in ids)
        {
            if (_seen[(collection, id)] is { } stored)
                found[id] = stored;
        }

        return found;
    }

    /// <summary>Gets the documents of many ids that are there, by id.</summary>
    public async Task<Dictionary<string, BsonDocument>> ManyAsync(
        string collection, IReadOnlyCollection<string> ids, CancellationToken cancellationToken, params string[] fields)
    {
        Dictionary<string, BsonDocument> found = new(StringComparer.Ordinal);
        foreach (string[] some in ids.Distinct(StringComparer.Ordinal).Chunk(IdsPerRead))
        {
            await foreach (BsonDocument document in FindAsync(collection, AnyId(some), new() { Projection = Only(fields) }, cancellationToken)
                .ConfigureAwait(false))
            {
                found.Add(document[MongoNames.Id].AsString, document);
            }
        }

        return found;
    }

    public async IAsyncEnumerable<BsonDocument> FindAsync(
        string collection, BsonDocument filter, FindOptions<BsonDocument> options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IMongoCollection<BsonDocument> documents = database.GetCollection<BsonDocument>(collection);
        using IAsyncCursor<BsonDocument> cursor = session is null
            ? await documents.FindAsync(filter, options, cancellationToken).ConfigureAwait(false)
            : await documents.FindAsync(session, filter, options, cancellationToken).ConfigureAwait(false);
        while (await cursor.MoveNextAsync(cancellationToken).ConfigureAwait(false))
        {
            foreach (BsonDocument document in cursor.Current)
                yield return document;
        }
    }

    public async IAsyncEnumerable<BsonDocument> AggregateAsync(
        string collection, BsonDocument[] stages, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IMongoCollection<BsonDocument> documents = database.GetCollection<BsonDocument>(collection);
        PipelineDefinition<BsonDocument, BsonDocument> pipeline = stages;
        AggregateOptions options = new() { AllowDiskUse = true };
        using IAsyncCursor<BsonDocument> cursor = session is null
            ? await documents.AggregateAsync(pipeline, options, cancellationToken).ConfigureAwait(false)
            : await documents.AggregateAsync(session, pipeline, options, cancellationToken).ConfigureAwait(false);
        while (await cursor.MoveNextAsync(cancellationToken).ConfigureAwait(false))
        {
            foreach (BsonDocument document in cursor.Current)
                yield return document;
        }
    }

    public Task<long> CountAsync(string collection, BsonDocument filter, CancellationToken cancellationToken)
    {
        IMongoCollection<BsonDocument> documents = database.GetCollection<BsonDocument>(collection);
        return session is null
            ? documents.CountDocumentsAsync(filter, options: null, cancellationToken)
            : documents.CountDocumentsAsync(session, filter, options: null, cancellationToken);
    }

    public static BsonDocument AnyId(IEnumerable<string> ids) => AnyOf(MongoNames.Id, ids);

    public static BsonDocument AnyOf(string field, IEnumerable<string> values) => new(field, new BsonDocument("$in", new BsonArray(values)));

    /// <summary>Gets the projection of these fields and <c>_id</c>; of all where none is named.</summary>
    public static BsonDocument? Only(params string[] fields) => fields.Length == 0 ? null : new BsonDocument(fields.Select(f => new BsonElement(f, 1)));
}
