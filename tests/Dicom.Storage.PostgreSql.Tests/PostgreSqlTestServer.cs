using Dicom.Storage.Relational;
using Dicom.Storage.Specification;
using Dicom.Storage.Testing;
using Microsoft.Extensions.Logging;
using Npgsql;

[assembly: AssemblyFixture(typeof(Dicom.Storage.PostgreSql.Tests.PostgreSqlTestServer))]

namespace Dicom.Storage.PostgreSql.Tests;

/// <summary>The one server of this program: what DICOM_STORAGE_TEST_POSTGRESQL names, else one that is started here from the installed programs.</summary>
public sealed class PostgreSqlTestServer() : SqlTestServer("DICOM_STORAGE_TEST_POSTGRESQL", NpgsqlFactory.Instance, "Pooling=false")
{
    protected override string DatabaseClauses => "TEMPLATE template0";

    public override RelationalServer CreateServer() => PostgreSqlServer.Create();

    public override ServerDbProvider Open(ILoggerFactory loggers, string connectionString, Action<ServerDbOptions> configure)
    {
        PostgreSqlDicomStorageOptions options = new() { ConnectionString = connectionString };
        configure(options);
        return new PostgreSqlDbProvider(options, TimeProvider.System, loggers.CreateLogger<PostgreSqlDbProvider>());
    }
}
