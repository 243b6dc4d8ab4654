using Dicom.Storage.Specification;
using Dicom.Storage.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dicom.Storage.PostgreSql.Tests;

/// <summary>A server for each test, which may break it.</summary>
public sealed class PostgreSqlFaultFixture : IServerFixture
{
    public async Task<FaultyDb> CreateFaultyAsync(CancellationToken cancellationToken)
    {
        PostgreSqlServer server = PostgreSqlServer.Create();
        await server.StartAsync();
        await PostgreSqlTestServer.ExecuteAsync(server.ConnectionString("postgres"), "CREATE DATABASE faulty", cancellationToken);
        TcpProxy proxy = new(server.Port);
        FaultyDb faulty = new()
        {
            Db = Open(server.ConnectionString("faulty", proxy.Port)),
            Direct = Open(server.ConnectionString("faulty")),
            Proxy = proxy,
            CommitMarker = "INSERT INTO dicom_commit (token) VALUES",
            Server = server,
        };
        await faulty.Direct.EnsureSchemaAsync(cancellationToken);
        return faulty;
    }

    private static PostgreSqlDbProvider Open(string connectionString)
    {
        PostgreSqlDicomStorageOptions options = new()
        {
            ConnectionString = $"{connectionString};Max Auto Prepare=0", // Statements stay readable for the proxy.
            MaxPoolSize = 4,
            ConnectTimeout = TimeSpan.FromSeconds(1),
            CommandTimeout = TimeSpan.FromSeconds(1),
            CommitLookupTimeout = TimeSpan.FromSeconds(5),
        };
        return new PostgreSqlDbProvider(options, TimeProvider.System, NullLogger<PostgreSqlDbProvider>.Instance);
    }
}
