using System.Net.Sockets;
using Dicom.Storage.Core;
using Dicom.Storage.Relational;
using Npgsql;

namespace Dicom.Storage.PostgreSql;

/// <summary>SQLSTATE codes of PostgreSQL's appendix A as storage errors; texts are never looked at.</summary>
internal sealed class PostgreSqlErrorMap : ServerErrors
{
    private const string StatementCompletionUnknown = "40003";

    public static PostgreSqlErrorMap Instance { get; } = new();

    public override DicomStorageException Map(Exception error, bool committing = false)
    {
        if (error is not PostgresException known)
        {
            return new DicomStorageException(
                committing ? StorageErrorKind.TransactionFailed : StorageErrorKind.DatabaseError,
                IsTimeout(error) ? "PostgreSQL did not answer in time." : "PostgreSQL cannot be reached, or the connection to it was lost.",
                isTransient: true,
                error);
        }

        StorageErrorKind kind = known.SqlState == PostgresErrorCodes.UniqueViolation
            ? StorageErrorKind.AlreadyExists
            : committing || known.SqlState.StartsWith("40", StringComparison.Ordinal) ? StorageErrorKind.TransactionFailed : StorageErrorKind.DatabaseError;
        return new DicomStorageException(kind, What(known.SqlState), IsTransient(known.SqlState), error);
    }

    // A unique violation too: no statement here makes one but the COPY of rows that were new a moment ago.
    public override bool IsConflict(Exception error) => error is PostgresException
    {
        SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.UniqueViolation,
    };

    // 57P01 to 57P05: the server ends the connection. Class 08 and 40003: it says itself that it does not know.
    public override bool IsConnectionLost(Exception error) => error switch
    {
        PostgresException known => known.SqlState.StartsWith("57P", StringComparison.Ordinal)
            || known.SqlState.StartsWith("08", StringComparison.Ordinal) || known.SqlState == StatementCompletionUnknown,
        NpgsqlException or IOException or SocketException => !IsTimeout(error),
        _ => false,
    };

    public override bool IsTimeout(Exception error) =>
        error is TimeoutException or NpgsqlException { InnerException: TimeoutException }
        or PostgresException { SqlState: PostgresErrorCodes.QueryCanceled };

    private static string What(string code) => code switch
    {
        PostgresErrorCodes.DiskFull => "The disk of PostgreSQL is full (53100).",
        PostgresErrorCodes.ReadOnlySqlTransaction => "PostgreSQL only reads (25006): it is a standby, or was told to.",
        PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn => $"The schema is missing or not this program's ({code}): it is made by EnsureSchemaAsync.",
        _ => $"PostgreSQL failed with SQLSTATE {code}.",
    };

    // What lies in the statement, its values or the schema stays wrong however often it is tried. Everything else (resources, locks, the
    // operator, damage, rights, a wrong password) lies in the surroundings and can be put right.
    private static bool IsTransient(string code) =>
        code == PostgresErrorCodes.InsufficientPrivilege
        || code[..2] is not ("0A" or "21" or "22" or "23" or "26" or "2F" or "34" or "42" or "44");
}
