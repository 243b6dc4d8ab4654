using System.Collections.Concurrent;
using Dicom.Storage.Core;
using Dicom.Storage.Specification;
using MongoDB.Driver;

namespace Dicom.Storage.MongoDb.Tests;

/// <summary>A database a test, on the one server of the program.</summary>
public class MongoFixture : IDbProviderFixture, IAsyncDisposable
{
    private readonly ConcurrentDictionary<IDbProvider, string> _providers = new();
    private int _databases;

    public async Task<IDbProvider> CreateAsync(CancellationToken cancellationToken) =>
        Open(await ConnectionStringAsync(), $"test_{Environment.ProcessId}_{GetHashCode():x}_{Interlocked.Increment(ref _databases)}");

    public async Task<IDbProvider> CreateSecondAsync(IDbProvider first, CancellationToken cancellationToken) =>
        Open(await ConnectionStringAsync(), _providers[first]);

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_providers.IsEmpty)
            return;

        MongoClient client = ((MongoDbProvider)_providers.Keys.First()).Sessions.Connection.Client;
        foreach (string database in _providers.Values.Distinct(StringComparer.Ordinal))
            await client.DropDatabaseAsync(database);
        foreach (IDbProvider provider in _providers.Keys)
            await ((MongoDbProvider)provider).DisposeAsync();
    }

    /// <summary>Gets where the server is.</summary>
    protected virtual Task<string> ConnectionStringAsync() => MongoTestServer.RequireAsync();

    private MongoDbProvider Open(string connectionString, string database)
    {
        MongoDbProvider provider = new(
            new MongoDbDicomStorageOptions { ConnectionString = connectionString, Database = database, RetryTimeout = TimeSpan.FromMinutes(1) }, TimeProvider.System);
        _providers.TryAdd(provider, database);
        return provider;
    }
}
