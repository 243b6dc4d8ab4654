using Dicom.Storage.Core;
using Microsoft.Data.Sqlite;

namespace Dicom.Storage.Sqlite.Tests;

public sealed class SqliteErrorMapTests
{
    // Codes of sqlite.org/rescode.html.
    [Theory]
    [InlineData(5, 5, StorageErrorKind.DatabaseError, true)] // BUSY
    [InlineData(6, 262, StorageErrorKind.DatabaseError, true)] // LOCKED_SHAREDCACHE
    [InlineData(8, 8, StorageErrorKind.DatabaseError, true)] // READONLY
    [InlineData(10, 1034, StorageErrorKind.DatabaseError, true)] // IOERR_FSYNC
    [InlineData(11, 11, StorageErrorKind.DatabaseError, true)] // CORRUPT
    [InlineData(13, 13, StorageErrorKind.DatabaseError, true)] // FULL
    [InlineData(14, 14, StorageErrorKind.DatabaseError, true)] // CANTOPEN
    [InlineData(1, 1, StorageErrorKind.DatabaseError, false)] // ERROR
    [InlineData(18, 18, StorageErrorKind.DatabaseError, false)] // TOOBIG
    [InlineData(19, 1299, StorageErrorKind.DatabaseError, false)] // CONSTRAINT_NOTNULL
    [InlineData(19, 1555, StorageErrorKind.AlreadyExists, false)] // CONSTRAINT_PRIMARYKEY
    [InlineData(19, 2067, StorageErrorKind.AlreadyExists, false)] // CONSTRAINT_UNIQUE
    public void Codes_are_told_apart_by_whether_trying_again_can_help(int code, int extended, StorageErrorKind kind, bool transient)
    {
        DicomStorageException mapped = SqliteErrorMap.Map(new SqliteException("text", code, extended), "index.db");
        Assert.Equal((kind, transient), (mapped.Kind, mapped.IsTransient));
        Assert.IsType<SqliteException>(mapped.InnerException);
    }

    [Fact]
    public void A_failed_commit_is_a_failed_transaction() => Assert.Equal(
        StorageErrorKind.TransactionFailed, SqliteErrorMap.Map(new SqliteException("text", 10, 1034), "index.db", committing: true).Kind);
}
