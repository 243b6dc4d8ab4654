using Dicom.Storage.Core;
using Dicom.Storage.Relational;

namespace Dicom.Storage.MySql;

/// <summary>The statements that only MySQL and MariaDB have.</summary>
internal static class MySqlStatements
{
    // A lock's name is the server's: the database is part of it.
    private const string SchemaLock = "CONCAT('dicom_storage_', MD5(DATABASE()))";

    public const string LockSchema = $"SELECT GET_LOCK({SchemaLock}, 5)";
    public const string UnlockSchema = $"SELECT RELEASE_LOCK({SchemaLock})";

    public static readonly ServerStatements Server = new()
    {
        BeginWrite = "SET TRANSACTION ISOLATION LEVEL READ COMMITTED; START TRANSACTION READ WRITE",
        BeginRead = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ; START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY",
        FenceCommit = "INSERT IGNORE INTO dicom_commit (token, fenced) VALUES (@p0, 1)",
        SweepCommits = "DELETE FROM dicom_commit WHERE noted_time < CURRENT_TIMESTAMP(6) - INTERVAL 1 DAY",
        LockStripes =
            """
            SELECT l.stripe FROM JSON_TABLE(@p0, '$[*]' COLUMNS (stripe INT PATH '$')) k
            STRAIGHT_JOIN dicom_study_lock l FORCE INDEX (PRIMARY) ON l.stripe = k.stripe FOR UPDATE
            """,
        Settings =
            """
            SHOW VARIABLES WHERE Variable_name IN
                ('innodb_flush_log_at_trx_commit', 'innodb_doublewrite', 'log_bin', 'sync_binlog', 'binlog_format', 'sql_mode', 'autocommit')
            """,
    };

    public static readonly SchemaStatements Schema = new(
        CreateHistory:
        """
        CREATE TABLE IF NOT EXISTS dicom_schema_version (
            version      INT NOT NULL PRIMARY KEY,
            name         VARCHAR(128) NOT NULL,
            checksum     VARCHAR(64) NOT NULL,
            applied_time DATETIME(6)
        ) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4
        """,
        NoteVersion:
        """
        INSERT INTO dicom_schema_version (version, name, checksum, applied_time) VALUES (@p0, @p1, @p2, @p3)
        ON DUPLICATE KEY UPDATE name = VALUES(name), checksum = VALUES(checksum), applied_time = VALUES(applied_time)
        """);
}

/// <summary>The upserts of a table, made once for each number of rows that stood in a statement.</summary>
internal static class MySqlStatements<T>
{
    private static readonly Dictionary<int, string> s_upserts = [];
    private static readonly Lock s_gate = new();

    public static string Upsert(MetaTable<T> table, MySqlDialect dialect, int rows)
    {
        lock (s_gate)
        {
            if (!s_upserts.TryGetValue(rows, out string? sql))
                s_upserts.Add(rows, sql = dialect.Upsert(table, rows));
            return sql;
        }
    }
}
