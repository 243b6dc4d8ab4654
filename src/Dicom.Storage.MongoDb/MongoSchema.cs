using Dicom.Storage.Core;
using MongoDB.Bson;

namespace Dicom.Storage.MongoDb;

/// <summary>Makes the schema, and refuses to work without it: a MongoDB server would make each collection by itself, without indexes.</summary>
internal sealed class MongoSchema(MongoConnection connection, MongoJournal turns, TimeProvider time)
{
    private static readonly TimeSpan s_commitsKept = TimeSpan.FromDays(1);

    private readonly IReadOnlyList<SchemaScript> _scripts = SchemaScript.ReadEmbedded(typeof(MongoSchema).Assembly, ".json");
    private volatile bool _isThere;

    // Turns need no transactions: where there are some, they still keep two processes from making the schema at once.
    public Task EnsureAsync(CancellationToken cancellationToken) => turns.AloneAsync(
        async token =>
        {
            await new SchemaMigrator(_scripts).MigrateAsync(new MongoSchemaTarget(connection, time), token).ConfigureAwait(false);
            if (connection.HasTransactions)
                await LetCommitsExpireAsync(token).ConfigureAwait(false);
            _isThere = true;
            return true;
        },
        cancellationToken);

    public async Task DemandAsync(CancellationToken cancellationToken)
    {
        if (_isThere)
            return;

        IReadOnlyList<AppliedScript> history = await new MongoSchemaTarget(connection, time).ReadHistoryAsync(cancellationToken).ConfigureAwait(false);
        int complete = history.Count(static script => script.IsComplete);
        if (complete != history.Count || complete != _scripts.Count)
        {
            throw new DicomStorageException(
                StorageErrorKind.DatabaseError,
                $"The database has {complete} complete schema versions; this program needs {_scripts.Count}. Call EnsureSchemaAsync first.");
        }

        _isThere = true;
    }

    // Not every server that has no transactions knows indexes that expire; none that has no transactions needs this one.
    private Task<BsonDocument> LetCommitsExpireAsync(CancellationToken cancellationToken) => connection.RunAsync(
        new BsonDocument
        {
            { "createIndexes", MongoNames.Commit },
            {
                "indexes", new BsonArray
                {
                    new BsonDocument
                    {
                        { "name", "ix_commit_expiry" },
                        { "key", new BsonDocument("created_time", 1) },
                        { "expireAfterSeconds", (int)s_commitsKept.TotalSeconds },
                    },
                }
            },
        },
        cancellationToken);
}
