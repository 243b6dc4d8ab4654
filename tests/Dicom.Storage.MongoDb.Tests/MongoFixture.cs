using Dicom.Storage.Core;
using Dicom.Storage.Specification;
using MongoDB.Driver;

namespace Dicom.Storage.MongoDb.Tests;

/// <summary>A database a test, on the one server of the program.</summary>
public class MongoFixture : DbProviderFixture
{
    private string _connectionString = string.Empty;
    private int _databases;

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (Databases.Keys.FirstOrDefault() is MongoDbProvider any)
        {
            foreach (string database in Databases.Values.Distinct(StringComparer.Ordinal))
                await any.Sessions.Connection.Client.DropDatabaseAsync(database);
        }

        await base.DisposeAsync();
    }

    /// <summary>Gets where the server is.</summary>
    protected virtual Task<string> ConnectionStringAsync() => MongoTestServer.RequireAsync();

    protected override async Task<string> CreateDatabaseAsync(CancellationToken cancellationToken)
    {
        _connectionString = await ConnectionStringAsync();
        return $"test_{Environment.ProcessId}_{GetHashCode():x}_{Interlocked.Increment(ref _databases)}";
    }

    protected override IDbProvider Open(string database) => new MongoDbProvider(
        new MongoDbDicomStorageOptions { ConnectionString = _connectionString, Database = database, RetryTimeout = TimeSpan.FromMinutes(1) }, TimeProvider.System);
}
