using Dicom.Storage.Core;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Dicom.Storage.MongoDb;

/// <summary>Collections and indexes of a database. Making an index that is there does nothing, so that a step that was cut is run again.</summary>
internal sealed class MongoSchemaTarget(MongoConnection connection, TimeProvider time) : ISchemaTarget
{
    private const string CreateIndexes = "createIndexes";
    private const string Checksum = "checksum";
    private const string AppliedTime = "applied_time";

    private readonly IMongoCollection<BsonDocument> _history = connection.Database.GetCollection<BsonDocument>(MongoNames.SchemaVersion);

    public async Task<IReadOnlyList<AppliedScript>> ReadHistoryAsync(CancellationToken cancellationToken)
    {
        List<BsonDocument> history = await _history
            .Find(FilterDefinition<BsonDocument>.Empty).ToListAsync(cancellationToken).ConfigureAwait(false);
        return [.. history.Select(static d => new AppliedScript(d[MongoNames.Id].ToInt32(), d[Checksum].AsString, !d[AppliedTime].IsBsonNull))];
    }

    public async Task ApplyAsync(SchemaScript script, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(script);
        await NoteAsync(script, BsonNull.Value, cancellationToken).ConfigureAwait(false);
        foreach (BsonDocument command in BsonDocument.Parse(script.Text)["commands"].AsBsonArray.Cast<BsonDocument>())
        {
            // One by one: where a step was cut, some are there and some are not, and not every server takes a mixture.
            foreach (BsonValue index in command["indexes"].AsBsonArray)
            {
                BsonDocument one = new() { { CreateIndexes, command[CreateIndexes] }, { "indexes", new BsonArray { index } } };
                await connection.RunAsync(one, cancellationToken).ConfigureAwait(false);
            }
        }

        await NoteAsync(script, new BsonInt64(StoredTimes.Write(time.GetUtcNow())), cancellationToken).ConfigureAwait(false);
    }

    private Task<ReplaceOneResult> NoteAsync(SchemaScript script, BsonValue applied, CancellationToken cancellationToken) => _history.ReplaceOneAsync(
        new BsonDocument(MongoNames.Id, script.Version),
        new BsonDocument { { MongoNames.Id, script.Version }, { "name", script.Name }, { Checksum, script.Checksum }, { AppliedTime, applied } },
        new ReplaceOptions { IsUpsert = true },
        cancellationToken);
}
