using System.Globalization;
using Dicom.Storage.Core;
using Microsoft.Data.Sqlite;

namespace Dicom.Storage.Sqlite;

/// <summary>Opens connections that keep what they are told, and refuses others.</summary>
internal sealed class SqliteConnections
{
    private const int Full = 2;
    private readonly SqliteDicomStorageOptions _options;
    private readonly string _connectionString;
    private readonly string? _furtherSetting;

    /// <param name="furtherSetting">One more setting of the writer, with which tests make it fail.</param>
    public SqliteConnections(SqliteDicomStorageOptions options, string? furtherSetting = null)
    {
        _options = options;
        _furtherSetting = furtherSetting;
        SqliteConnectionStringBuilder builder = options.ConnectionString is { } given ? new(given) : new() { DataSource = options.Path };
        builder.Pooling = false;
        builder.Mode = SqliteOpenMode.ReadWriteCreate;
        builder.Cache = SqliteCacheMode.Private;
        builder.DefaultTimeout = Math.Max(1, (int)Math.Ceiling(options.BusyTimeout.TotalSeconds));
        _connectionString = builder.ConnectionString;
        Path = builder.DataSource;
    }

    /// <summary>Gets the database file.</summary>
    public string Path { get; }

    public SqliteConnection OpenWriter()
    {
        if (System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path)) is { Length: > 0 } folder)
            Directory.CreateDirectory(folder);

        return Open(connection =>
        {
            // WAL is written to the file's header and stays; synchronous belongs to the connection. Both are read back: SQLite
            // answers a setting it cannot keep (a network share, a memory database) with another one, not with an error.
            Run(connection, "PRAGMA journal_mode = WAL");
            Run(connection, "PRAGMA synchronous = FULL");
            Run(connection, "PRAGMA fullfsync = ON");
            Run(connection, "PRAGMA checkpoint_fullfsync = ON");
            Run(connection, "PRAGMA wal_autocheckpoint = 4000");
            Run(connection, "PRAGMA journal_size_limit = 67108864");
            Run(connection, CacheSize(_options.CacheBytes));
            if (_furtherSetting is not null)
                Run(connection, _furtherSetting);
            AssertDurable(connection);
        });
    }

    public SqliteConnection OpenReader() => Open(connection =>
    {
        Run(connection, "PRAGMA query_only = ON");
        Run(connection, CacheSize(_options.CacheBytes / 4));
    });

    /// <summary>Reads the settings back that durability rests on.</summary>
    /// <exception cref="DicomStorageException">One of them is not in force.</exception>
    public static void AssertDurable(SqliteConnection connection)
    {
        string journal = Convert.ToString(Scalar(connection, "PRAGMA journal_mode"), CultureInfo.InvariantCulture) ?? string.Empty;
        if (!journal.Equals("wal", StringComparison.OrdinalIgnoreCase))
            throw NotDurable("journal_mode", journal, "wal");

        long synchronous = Convert.ToInt64(Scalar(connection, "PRAGMA synchronous"), CultureInfo.InvariantCulture);
        if (synchronous != Full)
            throw NotDurable("synchronous", synchronous.ToString(CultureInfo.InvariantCulture), "2 (FULL)");
    }

    /// <summary>Checks every page of a database that is not too large for it.</summary>
    /// <exception cref="SqliteException">With code SQLITE_CORRUPT: it is damaged.</exception>
    public void CheckIntegrity(SqliteConnection connection)
    {
        FileInfo file = new(Path);
        if (!file.Exists || file.Length > _options.CheckAtStartBytes)
            return;

        string? answer = Convert.ToString(Scalar(connection, "PRAGMA quick_check(1)"), CultureInfo.InvariantCulture);
        if (answer != "ok")
            throw new SqliteException("quick_check found damage.", errorCode: 11, extendedErrorCode: 11);
    }

    private static DicomStorageException NotDurable(string setting, string value, string wanted) => new(
        StorageErrorKind.DatabaseError,
        $"SQLite does not keep what it acknowledges: {setting} is '{value}' and must be '{wanted}'. Put the database file on a local disk.");

    private static string CacheSize(long bytes) => string.Create(CultureInfo.InvariantCulture, $"PRAGMA cache_size = -{bytes / 1024}");

    private SqliteConnection Open(Action<SqliteConnection> configure)
    {
        SqliteConnection connection = new(_connectionString);
        try
        {
            connection.Open();
            Run(connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA busy_timeout = {(int)_options.BusyTimeout.TotalMilliseconds}"));
            Run(connection, "PRAGMA temp_store = MEMORY");
            configure(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static void Run(SqliteConnection connection, string sql) => Scalar(connection, sql);

    private static object? Scalar(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // Constant text and numbers of this class.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteScalar();
    }
}
