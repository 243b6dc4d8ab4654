using Microsoft.Extensions.Logging;

namespace Dicom.Storage.Core;

/// <summary>
/// The database where none was chosen: SQLite, when its package is there. Core knows no adapter, so the one name is written
/// here as text, which trimming understands.
/// </summary>
internal static class DefaultDatabase
{
    /// <exception cref="InvalidOperationException">No database was chosen and the default's package is not referenced.</exception>
    public static IDbProvider Create(string root, TimeProvider time, ILoggerFactory loggers)
    {
        Type? type = Type.GetType("Dicom.Storage.Sqlite.SqliteDefaultDatabase, Dicom.Storage.Sqlite", throwOnError: false);
        if (type is null || Activator.CreateInstance(type) is not IDefaultDatabase factory)
        {
            throw new InvalidOperationException(
                "No database was chosen. Reference the package Dicom.Storage.Sqlite (embedded, nothing to install), or call UseSqlite, UsePostgreSql, UseMySql or UseMongoDb of the adapter's package after AddDicomStorage().");
        }

        return factory.Create(root, time, loggers);
    }
}
