using Dicom.Storage.Core;
using Dicom.Storage.DataSets;
using Dicom.Storage.Relational;

namespace Dicom.Storage.MySql;

/// <summary>The statements that only MySQL and MariaDB have.</summary>
internal static class MySqlStatements
{
    // A lock's name is the server's: the database is part of it.
    private const string SchemaLock = "CONCAT('dicom_storage_', MD5(DATABASE()))";

    public const string LockSchema = $"SELECT GET_LOCK({SchemaLock}, 5)";
    public const string UnlockSchema = $"SELECT RELEASE_LOCK({SchemaLock})";

    /// <summary>What the tables of dicom-server-rs lack, or have in another form, that SQL does not compute as this program does.</summary>
    public static readonly ColumnBackfill[] Adopted =
    [
        Backfill("dicom_state_meta", "patient_name", "patient_name_folded", "patient_name IS NOT NULL AND patient_name_folded IS NULL", StoredText.Fold),
        .. from table in (string[])["dicom_state_meta", "dicom_json_meta"]
           from uid in (string[])["study_uid", "series_uid"]
           select Backfill(table, uid, $"{uid}_hash", $"CHAR_LENGTH({uid}_hash) <> 20", HashOf),
    ];

    public static readonly ServerStatements Server = new()
    {
        BeginWrite = "SET TRANSACTION ISOLATION LEVEL READ COMMITTED; START TRANSACTION",
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

    // The set is made a table of its own first, which the server can look up by value.
    private static ColumnBackfill Backfill(string table, string source, string target, string missing, Func<string, string> compute) => new(
        $"SELECT DISTINCT {source} FROM {table} WHERE {missing} LIMIT 1000",
        $"""
        UPDATE {table} s STRAIGHT_JOIN (
            SELECT DISTINCT j.source, j.target FROM JSON_TABLE(@p0, '$[*]' COLUMNS (
                source VARCHAR(64) {MySqlDialect.Binary} PATH '$[0]', target VARCHAR(64) {MySqlDialect.Binary} PATH '$[1]')) j) k
            ON k.source = s.{source}
        SET s.{target} = k.target WHERE {missing}
        """,
        compute,
        static (values, computed) => [JsonParameters.Pairs(values, computed)]);

    // A UID that is none has no hash of its own; twenty digits it has all the same.
    private static string HashOf(string uid) => DicomUid.TryParse(uid, out DicomUid valid) ? UidHash.Of(valid).Value : new string('0', 20);
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
