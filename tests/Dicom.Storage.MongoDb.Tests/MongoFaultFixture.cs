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
            Db = Open($"mongodb://127.0.0.1:{proxy.Port}/"),
            Direct = Open(server.ConnectionString),
            Proxy = proxy,
            CommitMarker = "decision|",
            Server = server,
        };
        await faulty.Direct.EnsureSchemaAsync(cancellationToken);
        return faulty;
    }

    private static MongoDbProvider Open(string connectionString) => new(
        new MongoDbDicomStorageOptions
        {
            ConnectionString = $"{connectionString}?maxPoolSize=4",
            Database = "faulty",
            ServerSelectionTimeout = TimeSpan.FromSeconds(2),
            CommandTimeout = TimeSpan.FromSeconds(2),
            RetryTimeout = TimeSpan.FromSeconds(3),
            JournalTimeout = TimeSpan.FromSeconds(1),
        },
        TimeProvider.System);
}
