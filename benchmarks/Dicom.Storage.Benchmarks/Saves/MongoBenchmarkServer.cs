using Dicom.Storage.Core;
using Dicom.Storage.MongoDb;
using Dicom.Storage.Testing;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Dicom.Storage.Benchmarks;

/// <summary>A server with two empty databases: one of the provider's and one for single upserts.</summary>
internal sealed class MongoBenchmarkServer : IAsyncDisposable
{
    private static readonly ReplaceOptions s_upsert = new() { IsUpsert = true };

    private readonly FerretDbServer? _server;
    private readonly MongoClient _client;
    private readonly string _suffix = Guid.NewGuid().ToString("N")[..8];

    private MongoBenchmarkServer(FerretDbServer? server, string connectionString)
    {
        _server = server;
        MongoClientSettings settings = MongoClientSettings.FromConnectionString(connectionString);
        settings.WriteConcern = WriteConcern.WMajority.With(journal: true);
        _client = new MongoClient(settings);
        Provider = new MongoDbProvider(
            new MongoDbDicomStorageOptions { ConnectionString = connectionString, Database = $"provider_{_suffix}" }, TimeProvider.System);
    }

    public MongoDbProvider Provider { get; }

    public static async Task<MongoBenchmarkServer> StartAsync()
    {
        string? named = Environment.GetEnvironmentVariable("DICOM_STORAGE_TEST_MONGODB");
        FerretDbServer? server = named is { Length: > 0 } ? null : await FerretDbServer.TryStartAsync();
        MongoBenchmarkServer started = new(
            server, server?.ConnectionString ?? named ?? throw new InvalidOperationException("Name a server in DICOM_STORAGE_TEST_MONGODB."));
        await started.Provider.EnsureSchemaAsync(CancellationToken.None);
        return started;
    }

    /// <summary>One acknowledged command a row.</summary>
    public async Task SaveRowByRowAsync<T>(MetaTable<T> table, IReadOnlyList<T> rows)
    {
        IMongoCollection<BsonDocument> collection = _client.GetDatabase($"rows_{_suffix}").GetCollection<BsonDocument>(table.Name);
        foreach (T row in rows)
        {
            DocumentWriter writer = new(table.Columns);
            table.Write(row, writer);
            string key = string.Join('|', table.Columns.Where(c => c.Role == ColumnRole.Key).Select(c => writer.Document[c.Name].AsString));
            await collection.ReplaceOneAsync(new BsonDocument("_id", key), writer.Document.Add("_id", key), s_upsert);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Provider.DisposeAsync();
        await _client.DropDatabaseAsync($"provider_{_suffix}");
        await _client.DropDatabaseAsync($"rows_{_suffix}");
        _client.Dispose();
        if (_server is not null)
            await _server.DisposeAsync();
    }

    private sealed class DocumentWriter(IReadOnlyList<MetaColumn> columns) : IRowWriter
    {
        private int _next;

        public BsonDocument Document { get; } = [];

        public void Text(string? value) => Add(value);

        public void Int32(int? value) => Add(value);

        public void Int64(long? value) => Add(value);

        public void Double(double? value) => Add(value);

        public void Date(DateOnly? value) => Add(value is { } date ? StoredTimes.Write(date) : null);

        public void Time(TimeOnly? value) => Add(value is { } time ? StoredTimes.Write(time) : null);

        public void Timestamp(DateTimeOffset value) => Add(StoredTimes.Write(value));

        private void Add(object? value) => Document.Add(columns[_next++].Name, BsonValue.Create(value));
    }
}
