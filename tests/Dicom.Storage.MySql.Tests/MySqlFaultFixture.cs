using Dicom.Storage.Specification;
using Dicom.Storage.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dicom.Storage.MySql.Tests;

/// <summary>A server for each test, which may break it.</summary>
public sealed class MySqlFaultFixture : IServerFixture
{
    public async Task<FaultyDb> CreateFaultyAsync(CancellationToken cancellationToken)
    {
        MariaDbServer server = MariaDbServer.Create();
        await server.StartAsync();
        await MySqlTestServer.ExecuteAsync(server.ConnectionString("mysql"), "CREATE DATABASE faulty", cancellationToken);
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

    private static MySqlDbProvider Open(string connectionString)
    {
        MySqlDicomStorageOptions options = new()
        {
            ConnectionString = connectionString, // Short statements travel as text.
            MaxPoolSize = 4,
            ConnectTimeout = TimeSpan.FromSeconds(1),
            CommandTimeout = TimeSpan.FromSeconds(1),
            CommitLookupTimeout = TimeSpan.FromSeconds(5),
        };
        return new MySqlDbProvider(options, TimeProvider.System, NullLogger<MySqlDbProvider>.Instance);
    }
}
