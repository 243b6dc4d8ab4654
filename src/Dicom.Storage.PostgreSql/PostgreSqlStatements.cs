using Dicom.Storage.Core;
using Dicom.Storage.Relational;

namespace Dicom.Storage.PostgreSql;

/// <summary>The statements that only PostgreSQL has.</summary>
internal static class PostgreSqlStatements
{
    // "DICOM", shortened to 32 bits: advisory locks are the database's, and others may use them for their own ends.
    private const string LockSpace = "1145652037";

    public const string LockSchema = $"SELECT pg_advisory_xact_lock({LockSpace}, -1)";

    public static readonly ServerStatements Server = new()
    {
        BeginWrite = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE",
        BeginRead = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        FenceCommit = "INSERT INTO dicom_commit (token, fenced) VALUES (@p0, 1) ON CONFLICT (token) DO NOTHING",
        SweepCommits = "DELETE FROM dicom_commit WHERE noted_time < now() - interval '1 day'",
        LockStripes = $"SELECT pg_advisory_xact_lock({LockSpace}, stripe) FROM unnest(@p0) AS stripe",
        Settings =
            """
            SELECT name, setting FROM pg_settings
            WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit', 'server_encoding')
            """,
    };

    public static readonly SchemaStatements Schema = new(
        CreateHistory:
        """
        CREATE TABLE IF NOT EXISTS dicom_schema_version (
            version      integer NOT NULL PRIMARY KEY,
            name         varchar(128) NOT NULL,
            checksum     varchar(64) NOT NULL,
            applied_time timestamptz
        )
        """,
        NoteVersion:
        """
        INSERT INTO dicom_schema_version (version, name, checksum, applied_time) VALUES (@p0, @p1, @p2, @p3)
        ON CONFLICT (version) DO UPDATE SET name = excluded.name, checksum = excluded.checksum, applied_time = excluded.applied_time
        """);
}

/// <summary>The upsert of a table, made once.</summary>
internal static class PostgreSqlStatements<T>
{
    private static string? s_upsert;

    public static string Upsert(MetaTable<T> table, PostgreSqlDialect dialect) => s_upsert ??= dialect.Upsert(table);
}
