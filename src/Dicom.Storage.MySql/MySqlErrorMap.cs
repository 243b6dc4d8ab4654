using System.Net.Sockets;
using Dicom.Storage.Core;
using Dicom.Storage.Relational;
using MySqlConnector;

namespace Dicom.Storage.MySql;

/// <summary>Error numbers of MySQL and MariaDB as storage errors; texts are never looked at.</summary>
internal sealed class MySqlErrorMap : ServerErrors
{
    // MariaDB's own, which the driver has no name for.
    private const int MariaDbConnectionKilled = 1927;
    private const int MariaDbStatementTimeout = 1969;
    private const int ReadOnlyMode = 1836;

    public static MySqlErrorMap Instance { get; } = new();

    public override DicomStorageException Map(Exception error, bool committing = false)
    {
        if (error is not MySqlException known || IsOfTheWay(known))
        {
            return new DicomStorageException(
                committing ? StorageErrorKind.TransactionFailed : StorageErrorKind.DatabaseError,
                IsTimeout(error) ? "The database server did not answer in time." : "The database server cannot be reached, or the connection to it was lost.",
                isTransient: true,
                error);
        }

        StorageErrorKind kind = known.ErrorCode switch
        {
            MySqlErrorCode.DuplicateKeyEntry or MySqlErrorCode.DuplicateEntryWithKeyName => StorageErrorKind.AlreadyExists,
            MySqlErrorCode.LockDeadlock => StorageErrorKind.TransactionFailed,
            _ => committing ? StorageErrorKind.TransactionFailed : StorageErrorKind.DatabaseError,
        };
        return new DicomStorageException(kind, What(known), IsTransient(known), error);
    }

    public override bool IsConflict(Exception error) => error is MySqlException { ErrorCode: MySqlErrorCode.LockDeadlock };

    public override bool IsConnectionLost(Exception error) => error switch
    {
        MySqlException known => !IsTimeout(known) && (IsOfTheWay(known) || known.Number is (int)MySqlErrorCode.ServerShutdown or MariaDbConnectionKilled),
        IOException or SocketException => true,
        _ => false,
    };

    public override bool IsTimeout(Exception error) =>
        error is TimeoutException or MySqlException { ErrorCode: MySqlErrorCode.CommandTimeoutExpired or MySqlErrorCode.QueryTimeout or MySqlErrorCode.QueryInterrupted }
        or MySqlException { Number: MariaDbStatementTimeout };

    // The driver's own: there is no answer of the server to look at.
    private static bool IsOfTheWay(MySqlException error) =>
        error.ErrorCode is MySqlErrorCode.None or MySqlErrorCode.UnableToConnectToHost or MySqlErrorCode.CommandTimeoutExpired || error.Number is 0 or >= 2_000 and < 3_000;

    private static string What(MySqlException error) => error.ErrorCode switch
    {
        MySqlErrorCode.DiskFull or MySqlErrorCode.RecordFileFull => $"The disk of the database server is full ({error.Number}).",
        MySqlErrorCode.OptionPreventsStatement or (MySqlErrorCode)ReadOnlyMode or MySqlErrorCode.CannotExecuteInReadOnlyTransaction =>
            $"The database server only reads ({error.Number}): it is a replica, or was told to.",
        MySqlErrorCode.NoSuchTable or MySqlErrorCode.BadFieldError => $"The schema is missing or not this program's ({error.Number}): it is made by EnsureSchemaAsync.",
        MySqlErrorCode.PacketTooLarge => $"max_allowed_packet of the database server is too small ({error.Number}): raise it, or lower MaxRowsPerStatement.",
        _ => $"The database server failed with error {error.Number}.",
    };

    // What lies in the statement, its values or the schema stays wrong however often it is tried: SQLSTATE classes 21, 22, 23, and 42 but for
    // rights. Everything else (resources, locks, the operator, damage, a wrong password) lies in the surroundings and can be put right.
    private static bool IsTransient(MySqlException error) => error.ErrorCode switch
    {
        MySqlErrorCode.DataTooLong or MySqlErrorCode.WarningDataOutOfRange or MySqlErrorCode.TruncatedWrongValueForField
            or MySqlErrorCode.ColumnCannotBeNull or MySqlErrorCode.ParseError => false,
        MySqlErrorCode.TableAccessDenied or MySqlErrorCode.ColumnAccessDenied or MySqlErrorCode.DatabaseAccessDenied => true,
        _ => error.SqlState is not { Length: 5 } state || state[..2] is not ("21" or "22" or "23" or "42"),
    };
}
