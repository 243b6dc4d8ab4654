using MongoDB.Bson;
using MongoDB.Driver;

namespace Dicom.Storage.MongoDb.Tests;

/// <summary>
/// Gives itself out for the primary of a replica set, on top of a server that has no transactions: it lets one transaction run at a
/// time, and undoes an aborted one by putting the collections back. It shows what the adapter sends and how it takes what comes
/// back; how MongoDB keeps transactions apart it does not show. That needs a real replica set.
/// </summary>
internal sealed class ReplicaSetStandIn(int server) : WireProxy(server)
{
    private static readonly string[] s_writes = ["insert", "update", "delete", "findAndModify"];
    private static readonly string[] s_notOfTheServer = ["lsid", "txnNumber", "startTransaction", "autocommit", "readConcern", "$clusterTime"];

    private readonly MongoClient _client = new($"mongodb://127.0.0.1:{server}/");
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly Dictionary<(string Database, string Collection), List<BsonDocument>> _before = [];
    private readonly HashSet<string> _committed = [];
    private string? _running;

    /// <summary>Gets or sets whether a command of a transaction meets another writer.</summary>
    public Func<BsonDocument, bool> IsConflict { get; set; } = static _ => false;

    /// <summary>Gets or sets whether a commit that was carried out is unknown when it is asked for again, as after a new primary.</summary>
    public bool ForgetsCommits { get; set; }

    protected override async Task<BsonDocument> AnswerAsync(BsonDocument command, Func<BsonDocument, Task<BsonDocument>> server)
    {
        string name = command.GetElement(0).Name;
        if (IsHello(command))
            return AsPrimary(await server(command));
        if (name is "ping" or "endSessions" or "killCursors" or "buildInfo")
            return await server(Plain(command));
        if (!command.Contains("autocommit"))
            return await AloneAsync(() => server(Plain(command)));

        string transaction = $"{command["lsid"]["id"]}:{command["txnNumber"]}";
        if (command.Contains("startTransaction"))
        {
            await _one.WaitAsync();
            _running = transaction;
        }

        if (name == "commitTransaction")
            return Commit(transaction);
        if (_running != transaction)
            return Failure(251, "NoSuchTransaction");
        if (name == "abortTransaction" || IsConflict(command))
        {
            await UndoAsync();
            return name == "abortTransaction" ? new BsonDocument("ok", 1) : Failure(112, "WriteConflict");
        }

        if (s_writes.Contains(name))
            await RememberAsync(command["$db"].AsString, command[0].AsString);
        return await server(Plain(command));
    }

    protected override Task EndAsync()
    {
        _client.Dispose();
        _one.Dispose();
        return Task.CompletedTask;
    }

    private static BsonDocument Failure(int code, string name) => new()
    {
        { "ok", 0 }, { "code", code }, { "codeName", name }, { "errmsg", name }, { "errorLabels", new BsonArray { "TransientTransactionError" } },
    };

    private static BsonDocument Plain(BsonDocument command)
    {
        BsonDocument plain = command.DeepClone().AsBsonDocument;
        foreach (string field in s_notOfTheServer)
            plain.Remove(field);
        // An index that expires is the one thing of the schema that FerretDB has not.
        if (plain.TryGetValue("indexes", out BsonValue indexes))
        {
            foreach (BsonDocument index in indexes.AsBsonArray.Cast<BsonDocument>())
                index.Remove("expireAfterSeconds");
        }

        return plain;
    }

    private async Task<T> AloneAsync<T>(Func<Task<T>> work)
    {
        await _one.WaitAsync();
        try
        {
            return await work();
        }
        finally
        {
            _one.Release();
        }
    }

    private BsonDocument Commit(string transaction)
    {
        if (_running == transaction)
        {
            _committed.Add(transaction);
            End();
            return new BsonDocument("ok", 1);
        }

        return !ForgetsCommits && _committed.Contains(transaction) ? new BsonDocument("ok", 1) : Failure(251, "NoSuchTransaction");
    }

    private async Task RememberAsync(string database, string collection)
    {
        if (!_before.ContainsKey((database, collection)))
            _before.Add((database, collection), await _client.GetDatabase(database).GetCollection<BsonDocument>(collection).Find("{}").ToListAsync());
    }

    private async Task UndoAsync()
    {
        foreach (((string database, string name), List<BsonDocument> documents) in _before)
        {
            IMongoCollection<BsonDocument> collection = _client.GetDatabase(database).GetCollection<BsonDocument>(name);
            await collection.DeleteManyAsync("{}");
            if (documents.Count > 0)
                await collection.InsertManyAsync(documents);
        }

        End();
    }

    private void End()
    {
        _before.Clear();
        _running = null;
        _one.Release();
    }
}
