using System.Net.Sockets;
using Dicom.Storage.Core;
using Npgsql;

namespace Dicom.Storage.PostgreSql.Tests;

public sealed class PostgreSqlErrorMapTests
{
    // Codes of PostgreSQL's appendix A.
    [Theory]
    [InlineData("40P01", StorageErrorKind.TransactionFailed, true)] // deadlock_detected
    [InlineData("40001", StorageErrorKind.TransactionFailed, true)] // serialization_failure
    [InlineData("53100", StorageErrorKind.DatabaseError, true)] // disk_full
    [InlineData("53300", StorageErrorKind.DatabaseError, true)] // too_many_connections
    [InlineData("55P03", StorageErrorKind.DatabaseError, true)] // lock_not_available
    [InlineData("57P01", StorageErrorKind.DatabaseError, true)] // admin_shutdown
    [InlineData("57P03", StorageErrorKind.DatabaseError, true)] // cannot_connect_now
    [InlineData("25006", StorageErrorKind.DatabaseError, true)] // read_only_sql_transaction
    [InlineData("28P01", StorageErrorKind.DatabaseError, true)] // invalid_password
    [InlineData("3D000", StorageErrorKind.DatabaseError, true)] // invalid_catalog_name
    [InlineData("42501", StorageErrorKind.DatabaseError, true)] // insufficient_privilege
    [InlineData("58030", StorageErrorKind.DatabaseError, true)] // io_error
    [InlineData("XX001", StorageErrorKind.DatabaseError, true)] // data_corrupted
    [InlineData("22001", StorageErrorKind.DatabaseError, false)] // string_data_right_truncation
    [InlineData("22021", StorageErrorKind.DatabaseError, false)] // character_not_in_repertoire
    [InlineData("23502", StorageErrorKind.DatabaseError, false)] // not_null_violation
    [InlineData("23505", StorageErrorKind.AlreadyExists, false)] // unique_violation
    [InlineData("42P01", StorageErrorKind.DatabaseError, false)] // undefined_table
    [InlineData("42601", StorageErrorKind.DatabaseError, false)] // syntax_error
    public void Codes_are_told_apart_by_whether_trying_again_can_help(string code, StorageErrorKind kind, bool transient)
    {
        DicomStorageException mapped = PostgreSqlErrorMap.Instance.Map(new PostgresException("text", "ERROR", "ERROR", code));
        Assert.Equal((kind, transient), (mapped.Kind, mapped.IsTransient));
        Assert.IsType<PostgresException>(mapped.InnerException);
    }

    [Theory]
    [InlineData("40P01", true)]
    [InlineData("40001", true)]
    [InlineData("55P03", false)]
    [InlineData("22001", false)]
    public void Only_what_the_server_undid_for_others_is_tried_again_at_once(string code, bool again) =>
        Assert.Equal(again, PostgreSqlErrorMap.Instance.IsConflict(new PostgresException("text", "ERROR", "ERROR", code)));

    [Theory]
    [InlineData("57P01", true)] // the answer may be the last the connection gives
    [InlineData("08007", true)] // transaction_resolution_unknown
    [InlineData("40003", true)] // statement_completion_unknown
    [InlineData("23505", false)]
    public void A_commit_is_undecided_where_the_server_says_so(string code, bool undecided) =>
        Assert.Equal(undecided, PostgreSqlErrorMap.Instance.IsConnectionLost(new PostgresException("text", "FATAL", "FATAL", code)));

    [Fact]
    public void A_lost_connection_is_transient_and_a_failed_commit_a_failed_transaction()
    {
        NpgsqlException lost = new("text", new SocketException((int)SocketError.ConnectionReset));
        Assert.True(PostgreSqlErrorMap.Instance.IsConnectionLost(lost));
        DicomStorageException mapped = PostgreSqlErrorMap.Instance.Map(lost, committing: true);
        Assert.Equal((StorageErrorKind.TransactionFailed, true), (mapped.Kind, mapped.IsTransient));

        NpgsqlException late = new("text", new TimeoutException());
        Assert.True(PostgreSqlErrorMap.Instance.IsTimeout(late));
        Assert.False(PostgreSqlErrorMap.Instance.IsConnectionLost(late));
    }
}
