using Dicom.Storage.Relational;
using Dicom.Storage.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dicom.Storage.Specification;

/// <summary>A server for each test, which may break it.</summary>
/// <param name="tests">The adapter's server.</param>
/// <param name="readable">What is put behind a connection string so that statements travel as text, which the proxy reads.</param>
public abstract class SqlFaultFixture(SqlTestServer tests, string readable) : IServerFixture
{
    /// <inheritdoc/>
    public async Task<FaultyDb> CreateFaultyAsync(CancellationToken cancellationToken)
    {
        RelationalServer server = tests.CreateServer();
        await server.StartAsync();
        await tests.CreateDatabaseAsync(server.Administration, "faulty", cancellationToken);
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

    private ServerDbProvider Open(string connectionString) => tests.Open(NullLoggerFactory.Instance, $"{connectionString};{readable}", options =>
    {
        options.MaxPoolSize = 4;
        options.ConnectTimeout = TimeSpan.FromSeconds(1);
        options.CommandTimeout = TimeSpan.FromSeconds(1);
        options.CommitLookupTimeout = TimeSpan.FromSeconds(5);
    });
}
