using Dicom.Storage.Core;
using Dicom.Storage.MySql;
using Dicom.Storage.PostgreSql;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dicom.Storage.CrashHost;

/// <summary>The index on a server instead of the embedded one.</summary>
internal static class ServerDatabase
{
    public static IDbProvider Open(string kind, string connectionString) => kind == "MySql"
        ? new MySqlDbProvider(
            new MySqlDicomStorageOptions { ConnectionString = connectionString }, TimeProvider.System, NullLogger<MySqlDbProvider>.Instance)
        : new PostgreSqlDbProvider(
            new PostgreSqlDicomStorageOptions { ConnectionString = connectionString }, TimeProvider.System, NullLogger<PostgreSqlDbProvider>.Instance);
}
