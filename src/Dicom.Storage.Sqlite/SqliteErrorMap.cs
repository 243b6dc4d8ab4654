using Dicom.Storage.Core;
using Microsoft.Data.Sqlite;

namespace Dicom.Storage.Sqlite;

/// <summary>SQLite's result codes as storage errors; the codes are those of sqlite.org/rescode.html, texts are never looked at.</summary>
internal static class SqliteErrorMap
{
    private const int Error = 1;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int TooBig = 18;
    private const int Constraint = 19;
    private const int Mismatch = 20;
    private const int Misuse = 21;
    private const int Range = 25;
    private const int NotADatabase = 26;
    private const int ConstraintPrimaryKey = 1555;
    private const int ConstraintUnique = 2067;

    public static DicomStorageException Map(SqliteException error, string path, bool committing = false)
    {
        StorageErrorKind kind = error.SqliteExtendedErrorCode is ConstraintPrimaryKey or ConstraintUnique
            ? StorageErrorKind.AlreadyExists
            : committing ? StorageErrorKind.TransactionFailed : StorageErrorKind.DatabaseError;
        string what = error.SqliteErrorCode switch
        {
            Corrupt or NotADatabase =>
                $"The database {path} is damaged. Stop the server, keep the file with its -wal and -shm files, and restore a backup; or move "
                + "them away, start, and send the folder of the stored objects to the server: they are indexed again and not stored twice.",
            Full => $"The disk of {path} is full.",
            _ => $"SQLite failed with code {error.SqliteExtendedErrorCode} on {path}.",
        };
        return new DicomStorageException(kind, what, IsTransient(error.SqliteErrorCode), error);
    }

    // What lies in the statement or its values stays wrong however often it is tried; a lock, a disk or a damaged file can be put right.
    private static bool IsTransient(int code) => code is not (Error or TooBig or Constraint or Mismatch or Misuse or Range);
}
