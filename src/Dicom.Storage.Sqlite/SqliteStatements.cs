using Dicom.Storage.Core;
using Dicom.Storage.Relational;

namespace Dicom.Storage.Sqlite;

/// <summary>The statements that only SQLite has.</summary>
internal static class SqliteStatements
{
    public const string Begin = "BEGIN IMMEDIATE";
    public const string BeginRead = "BEGIN DEFERRED";
    public const string Commit = "COMMIT";
    public const string Rollback = "ROLLBACK";
    public const string Savepoint = "SAVEPOINT member";
    public const string ReleaseSavepoint = "RELEASE member";
    public const string RollbackToSavepoint = "ROLLBACK TO member";

    public static readonly SchemaStatements Schema = new(
        CreateHistory:
        """
        CREATE TABLE IF NOT EXISTS dicom_schema_version (
            version      INTEGER NOT NULL PRIMARY KEY,
            name         TEXT NOT NULL,
            checksum     TEXT NOT NULL,
            applied_time INTEGER
        ) STRICT
        """,
        NoteVersion:
        """
        INSERT INTO dicom_schema_version (version, name, checksum, applied_time) VALUES (@p0, @p1, @p2, @p3)
        ON CONFLICT (version) DO UPDATE SET name = excluded.name, checksum = excluded.checksum, applied_time = excluded.applied_time
        """);
}

/// <summary>The upsert of a table, made once.</summary>
internal static class SqliteStatements<T>
{
    private static string? s_upsert;

    public static string Upsert(MetaTable<T> table, SqliteDialect dialect) => s_upsert ??= dialect.Upsert(table);
}
