using Dicom.Storage.Relational;
using Dicom.Storage.Specification;
using Dicom.Storage.Testing;
using Microsoft.Extensions.Logging;
using MySqlConnector;

[assembly: AssemblyFixture(typeof(Dicom.Storage.MySql.Tests.MySqlTestServer))]

namespace Dicom.Storage.MySql.Tests;

/// <summary>The one server of this program: what DICOM_STORAGE_TEST_MYSQL names (MySQL or MariaDB), else a MariaDB that is started here from the installed programs.</summary>
public sealed class MySqlTestServer() : SqlTestServer("DICOM_STORAGE_TEST_MYSQL", MySqlConnectorFactory.Instance, "Pooling=false;AllowUserVariables=true")
{
    public override RelationalServer CreateServer() => MariaDbServer.Create();

    public override ServerDbProvider Open(ILoggerFactory loggers, string connectionString, Action<ServerDbOptions> configure)
    {
        MySqlDicomStorageOptions options = new() { ConnectionString = connectionString };
        configure(options);
        return new MySqlDbProvider(options, TimeProvider.System, loggers.CreateLogger<MySqlDbProvider>());
    }
}
