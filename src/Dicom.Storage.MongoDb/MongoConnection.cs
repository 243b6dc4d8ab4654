using Dicom.Storage.Core;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Dicom.Storage.MongoDb;

/// <summary>The client of one server or cluster, with the concerns that durability rests on, and what the server can do.</summary>
internal sealed class MongoConnection : IDisposable
{
    private const string DefaultDatabase = "dicom_storage";
    private const int OldestWireVersion = 9;
    private const int Unauthorized = 13;

    private static readonly int[] s_withoutTransactions =
    [
        20, // IllegalOperation: not a member of a replica set
        59, // CommandNotFound
        115, // CommandNotSupported
        238, // NotImplemented
        263, // OperationNotSupportedInTransaction
    ];

    private readonly MongoDbDicomStorageOptions _options;

    public MongoConnection(MongoDbDicomStorageOptions options)
    {
        _options = options;
        MongoUrl url = Parse(options.ConnectionString);
        MongoClientSettings settings = MongoClientSettings.FromUrl(url);
        WriteConcern = Durable(url, options.AllowWeakDurability);
        settings.WriteConcern = WriteConcern;
        settings.ReadConcern = ReadConcern.Majority;
        settings.ReadPreference = ReadPreference.Primary;
        if (!options.ConnectionString.Contains("serverSelectionTimeout", StringComparison.OrdinalIgnoreCase))
            settings.ServerSelectionTimeout = options.ServerSelectionTimeout;
        if (url.ApplicationName is null)
            settings.ApplicationName = "Dicom.Storage";
        Client = new MongoClient(settings);
        Database = Client.GetDatabase(options.Database ?? url.DatabaseName ?? DefaultDatabase);
    }

    public MongoClient Client { get; }

    public IMongoDatabase Database { get; }

    public WriteConcern WriteConcern { get; }

    /// <summary>Gets whether the server has transactions; known after <see cref="ProbeAsync"/>.</summary>
    public bool HasTransactions { get; private set; }

    /// <summary>Gets whether collections may be sharded.</summary>
    public bool IsSharded { get; private set; }

    /// <summary>Asks the server what it is, and refuses one that does not keep what it acknowledges.</summary>
    public async Task ProbeAsync(CancellationToken cancellationToken)
    {
        BsonDocument hello = await RunAsync(new BsonDocument("hello", 1), cancellationToken).ConfigureAwait(false);
        if (hello.GetValue("maxWireVersion", 0).ToInt32() < OldestWireVersion)
            throw new DicomStorageException(StorageErrorKind.DatabaseError, "The server is older than MongoDB 4.4, the first version that this program works with.");

        IsSharded = hello.GetValue("msg", BsonNull.Value) == "isdbgrid";
        HasTransactions = (IsSharded || hello.Contains("setName"))
            && hello.GetValue("logicalSessionTimeoutMinutes", BsonNull.Value).IsNumeric
            && await UndoesAsync(cancellationToken).ConfigureAwait(false);
        if (!_options.AllowWeakDurability)
            await AssertPersistentAsync(cancellationToken).ConfigureAwait(false);
    }

    public Task<BsonDocument> RunAsync(BsonDocument command, CancellationToken cancellationToken) =>
        Database.RunCommandAsync<BsonDocument>(command, readPreference: null, cancellationToken);

    public void Dispose() => Client.Dispose();

    private static MongoUrl Parse(string text)
    {
        try
        {
            return new MongoUrl(text);
        }
        catch (Exception malformed) when (malformed is MongoException or FormatException or ArgumentException)
        {
            // The text may hold a password: it is not repeated.
            throw new DicomStorageException(
                StorageErrorKind.DatabaseError, "MongoDb:ConnectionString is no connection string of MongoDB.", isTransient: false, malformed);
        }
    }

    // Without a concern in the connection string the safe one is set. One that says less is refused, not silently replaced.
    private static WriteConcern Durable(MongoUrl url, bool allowWeak)
    {
        if (allowWeak)
        {
            bool? journal = url.Journal ?? (WriteConcern.Unacknowledged.W.Equals(url.W) ? null : true);
            return new WriteConcern(url.W ?? WriteConcern.WMajority.W, url.WTimeout, url.FSync, journal);
        }

        if (url.W is { } w && !w.Equals(WriteConcern.WMajority.W))
            throw NotDurable("w", w.ToString(), "majority");
        if (url.Journal == false)
            throw NotDurable("journal", "false", "true");
        return new WriteConcern(WriteConcern.WMajority.W, url.WTimeout, fsync: null, journal: true);
    }

    private static DicomStorageException NotDurable(string setting, string? value, string wanted) => new(
        StorageErrorKind.DatabaseError,
        $"MongoDB would not keep what it acknowledges: {setting} is '{value}' and must be '{wanted}'. Change it, or set MongoDb:AllowWeakDurability.");

    // Some servers give themselves out for a replica set and take a transaction for single commands: an aborted one has to leave nothing.
    private async Task<bool> UndoesAsync(CancellationToken cancellationToken)
    {
        IMongoCollection<BsonDocument> commits = Database.GetCollection<BsonDocument>(MongoNames.Commit);
        BsonDocument probe = new(MongoNames.Id, $"probe-{Guid.NewGuid():N}");
        using (IClientSessionHandle session = await Client.StartSessionAsync(options: null, cancellationToken).ConfigureAwait(false))
        {
            session.StartTransaction(new TransactionOptions(ReadConcern.Snapshot, ReadPreference.Primary, WriteConcern));
            try
            {
                await commits.InsertOneAsync(session, new BsonDocument(probe), options: null, cancellationToken).ConfigureAwait(false);
                await session.AbortTransactionAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (MongoCommandException refused) when (s_withoutTransactions.Contains(refused.Code))
            {
                return false;
            }
        }

        return (await commits.DeleteOneAsync(probe, cancellationToken).ConfigureAwait(false)).DeletedCount == 0;
    }

    private async Task AssertPersistentAsync(CancellationToken cancellationToken)
    {
        try
        {
            BsonDocument status = await RunAsync(new BsonDocument("serverStatus", 1), cancellationToken).ConfigureAwait(false);
            if (status.GetValue("storageEngine", BsonNull.Value) is BsonDocument engine && engine.GetValue("persistent", true) == false)
                throw NotDurable("storageEngine", engine.GetValue("name", "unknown").ToString(), "wiredTiger");
        }
        catch (MongoCommandException refused) when (refused.Code == Unauthorized)
        {
            // A user without clusterMonitor may not ask. The write concern is still in force.
        }
    }
}
