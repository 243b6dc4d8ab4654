using MongoDB.Bson;

namespace Dicom.Storage.MongoDb.Tests;

/// <summary>Gives a server without transactions out for a replica set, and passes on each command of a transaction as a command of its own.</summary>
internal sealed class Pretender(int server) : WireProxy(server)
{
    protected override async Task<BsonDocument> AnswerAsync(BsonDocument command, Func<BsonDocument, Task<BsonDocument>> server)
    {
        if (IsHello(command))
            return AsPrimary(await server(command));
        if (command.GetElement(0).Name is "abortTransaction" or "commitTransaction")
            return new BsonDocument("ok", 1);

        BsonDocument plain = command.DeepClone().AsBsonDocument;
        foreach (string field in (string[])["lsid", "txnNumber", "startTransaction", "autocommit", "readConcern"])
            plain.Remove(field);
        return await server(plain);
    }
}
