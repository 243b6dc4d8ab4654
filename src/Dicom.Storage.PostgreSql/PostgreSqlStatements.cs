using Dicom.Storage.Core;
using Dicom.Storage.Relational;

namespace Dicom.Storage.PostgreSql;

/// <summary>The statements that only PostgreSQL has.</summary>
internal static class PostgreSqlStatements
{
    // "DICOM", shortened to 32 bits: advisory locks are the database's, and others may use them for their own ends.
    private const string LockSpace = "1145652037";

    public const string LockSchema = $"SELECT pg_advisory_xact_lock({LockSpace}, -1)";

    /// <summary>The name of the session's setting that the schema's script reads.</summary>
    public const string SetAdoptedTimeZone = "SELECT set_config('dicom_storage.adopted_time_zone', @p0, true)";

    /// <summary>Whether a table was never analyzed, or when it had fewer rows than given.</summary>
    public const string YoungTables =
        "SELECT bool_or(reltuples < $1) FROM pg_class WHERE oid IN ('dicom_state_meta'::regclass, 'dicom_image_meta'::regclass, 'dicom_object_meta'::regclass)";

    public const string Analyze = "ANALYZE dicom_state_meta, dicom_image_meta, dicom_object_meta";

    /// <summary>What a table of dicom-server-rs lacks that SQL does not fold as this program does.</summary>
    public static readonly ColumnBackfill FoldedNames = new(
        "SELECT DISTINCT patient_name FROM dicom_state_meta WHERE patient_name IS NOT NULL AND patient_name_folded IS NULL LIMIT 1000",
        """
        UPDATE dicom_state_meta SET patient_name_folded = k.folded FROM unnest(@p0, @p1) AS k (name, folded)
        WHERE patient_name = k.name AND patient_name_folded IS NULL
        """,
        StoredText.Fold,
        static (names, folded) => [names.ToArray(), folded.ToArray()]);

    public static readonly ServerStatements Server = new()
    {
        BeginWrite = "BEGIN ISOLATION LEVEL READ COMMITTED",
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

/// <summary>The statements of a table, made once.</summary>
internal sealed class PostgreSqlStatements<T>
{
    private static PostgreSqlStatements<T>? s_known;

    private PostgreSqlStatements(MetaTable<T> table, PostgreSqlDialect dialect)
    {
        Upsert = dialect.Upsert(table);
        Copy = $"COPY {table.Name} ({string.Join(", ", table.Columns.Select(c => c.Name))}) FROM STDIN (FORMAT BINARY)";
        string[] keys = [.. table.Columns.Where(c => c.Role == ColumnRole.Key).Select(c => c.Name)];
        AnyIsThere = Any(table.Name, keys);
        AnyIsBeside = Any(table.Name, keys[..^1]);
    }

    /// <summary>Gets the upsert of arrays, one a column.</summary>
    public string Upsert { get; }

    /// <summary>Gets the COPY of all columns.</summary>
    public string Copy { get; }

    /// <summary>Gets the query of whether any of the keys, one array a column, has a row.</summary>
    public string AnyIsThere { get; }

    /// <summary>Gets the query of whether any row has one of the keys but for their last column: of the same series, for objects.</summary>
    public string AnyIsBeside { get; }

    public static PostgreSqlStatements<T> Of(MetaTable<T> table, PostgreSqlDialect dialect) => s_known ??= new PostgreSqlStatements<T>(table, dialect);

    // The limit within keeps the planner from reading the whole table for the sake of the limit without.
    private static string Any(string table, string[] keys)
    {
        string arrays = string.Join(", ", keys.Select((_, i) => SqlDialect.Parameter(i)));
        string same = string.Join(" AND ", keys.Select(key => $"t.{key} = k.{key}"));
        return keys.Length == 0
            ? string.Empty
            : $"""
            SELECT 1 FROM unnest({arrays}) AS k ({string.Join(", ", keys)})
            CROSS JOIN LATERAL (SELECT 1 FROM {table} t WHERE {same} LIMIT 1) AS found LIMIT 1
            """;
    }
}
