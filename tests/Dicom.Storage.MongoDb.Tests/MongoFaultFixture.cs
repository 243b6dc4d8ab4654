using Dicom.Storage.Specification;
using Dicom.Storage.Testing;

namespace Dicom.Storage.MongoDb.Tests;

/// <summary>A server without transactions for each test, which may break it. Commits are decisions of turns.</summary>
public sealed class MongoFaultFixture : IServerFixture
{
    public async Task<FaultyDb> CreateFaultyAsync(CancellationToken cancellationToken)
    {
        FerretDbServer server = await FerretDbServer.RequireAsync();
        TcpProxy proxy = new(server.Port);
        FaultyDb faulty = new()
        {
            Db = Open($"mongodb://127.0.0.1:{proxy.Port}/", TimeSpan.FromSeconds(2)),
            // What looks at the outcome waits as long as a busy machine takes.
            Direct = Open(server.ConnectionString, TimeSpan.FromMinutes(1)),
            Proxy = proxy,
            CommitMarker = "decision|",
            Server = server,
        };
        await faulty.Direct.EnsureSchemaAsync(cancellationToken);
        return faulty;
    }

    private static MongoDbProvider Open(string connectionString, TimeSpan patience) => new(
        new MongoDbDicomStorageOptions
        {
            ConnectionString = $"{connectionString}?maxPoolSize=4",
            Database = "faulty",
            ServerSelectionTimeout = patience,
            CommandTimeout = patience,
            RetryTimeout = TimeSpan.FromSeconds(3),
            JournalTimeout = TimeSpan.FromSeconds(1),
        },
        TimeProvider.System);
}
