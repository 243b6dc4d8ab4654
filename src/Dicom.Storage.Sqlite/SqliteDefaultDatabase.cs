using Dicom.Storage.Core;
using Microsoft.Extensions.Logging;

namespace Dicom.Storage.Sqlite;

/// <summary>Makes the database of a storage that has chosen none: <c>index.db</c> under its root. Found by its name; see <see cref="IDefaultDatabase"/>.</summary>
public sealed class SqliteDefaultDatabase : IDefaultDatabase
{
    /// <inheritdoc/>
    public IDbProvider Create(string root, TimeProvider time, ILoggerFactory loggers) =>
        new SqliteDbProvider(new SqliteDicomStorageOptions { Path = Path.Combine(root, "index.db") }, time);
}
