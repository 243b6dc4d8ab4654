using MongoDB.Bson;
using MongoDB.Driver;

namespace Dicom.Storage.MongoDb;

/// <summary>A unit within a transaction.</summary>
internal sealed class TransactionUnit(MongoConnection connection, IClientSessionHandle session, string token)
    : MongoUnit(connection.Database, session)
{
    private static readonly BulkWriteOptions s_unordered = new() { IsOrdered = false };

    /// <summary>Gets whether anything was written or staged.</summary>
    public bool HasChanges => Puts.Count > 0 || Removals.Count > 0;

    /// <inheritdoc/>
    public override bool MergesByItself => false;

    // Two transactions that count the same series each see only their own objects. Both write the study's head first, so that one of them conflicts.
    public override async Task LockStudiesAsync(IEnumerable<StudyKey> studies, CancellationToken cancellationToken)
    {
        List<WriteModel<BsonDocument>> touches = [];
        foreach (StudyKey study in studies)
        {
            BsonDocument filter = new(MongoNames.Id, study.Id);
            BsonDocument names = MongoNames.Filter(study.TenantId, study.StudyUid);
            if (connection.IsSharded)
                filter.Merge(names);
            BsonDocument update = new()
            {
                { "$set", new BsonDocument("revision", token) },
                { "$setOnInsert", names.Add(MongoNames.Listed, false) },
            };
            touches.Add(new UpdateOneModel<BsonDocument>(filter, update) { IsUpsert = true });
        }

        if (touches.Count > 0)
            await WriteAsync(MongoNames.StudyHead, touches, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes what was staged, and the token by which the commit can be found.</summary>
    public async Task FlushAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        BsonDocument marker = new() { { MongoNames.Id, token }, { "created_time", now.UtcDateTime } };
        await Database.GetCollection<BsonDocument>(MongoNames.Commit).InsertOneAsync(Session, marker, options: null, cancellationToken).ConfigureAwait(false);
        foreach (IGrouping<string, MongoRemoval> removals in Removals.GroupBy(static removal => removal.Collection, StringComparer.Ordinal))
        {
            await WriteAsync(removals.Key, [.. removals.Select(static r => new DeleteManyModel<BsonDocument>(r.Filter))], cancellationToken)
                .ConfigureAwait(false);
        }

        foreach (IGrouping<string, MongoPut> puts in Puts.GroupBy(static put => put.Collection, StringComparer.Ordinal))
            await WriteAsync(puts.Key, [.. puts.Select(put => put.ToUpsert(connection.IsSharded))], cancellationToken).ConfigureAwait(false);
    }

    private Task<BulkWriteResult<BsonDocument>> WriteAsync(string collection, IReadOnlyCollection<WriteModel<BsonDocument>> writes, CancellationToken cancellationToken) =>
        Database.GetCollection<BsonDocument>(collection).BulkWriteAsync(Session, writes, s_unordered, cancellationToken);
}
