using System.Net.Sockets;
using Dicom.Storage.Core;
using MySqlConnector;

namespace Dicom.Storage.MySql.Tests;

/// <summary>The driver's exceptions have no public constructor: the server is made to give the errors, by SIGNAL where nothing else does.</summary>
public sealed class MySqlErrorMapTests(MySqlTestServer server)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // Numbers of MySQL's and MariaDB's error reference, each with its SQLSTATE.
    [Theory]
    [InlineData(1213, "40001", StorageErrorKind.TransactionFailed, true)] // ER_LOCK_DEADLOCK
    [InlineData(1205, "HY000", StorageErrorKind.DatabaseError, true)] // ER_LOCK_WAIT_TIMEOUT
    [InlineData(1021, "HY000", StorageErrorKind.DatabaseError, true)] // ER_DISK_FULL
    [InlineData(1114, "HY000", StorageErrorKind.DatabaseError, true)] // ER_RECORD_FILE_FULL
    [InlineData(1040, "08004", StorageErrorKind.DatabaseError, true)] // ER_CON_COUNT_ERROR
    [InlineData(1290, "HY000", StorageErrorKind.DatabaseError, true)] // ER_OPTION_PREVENTS_STATEMENT
    [InlineData(1836, "HY000", StorageErrorKind.DatabaseError, true)] // ER_READ_ONLY_MODE
    [InlineData(1045, "28000", StorageErrorKind.DatabaseError, true)] // ER_ACCESS_DENIED_ERROR
    [InlineData(1142, "42000", StorageErrorKind.DatabaseError, true)] // ER_TABLEACCESS_DENIED_ERROR
    [InlineData(1062, "23000", StorageErrorKind.AlreadyExists, false)] // ER_DUP_ENTRY
    [InlineData(1048, "23000", StorageErrorKind.DatabaseError, false)] // ER_BAD_NULL_ERROR
    [InlineData(1406, "22001", StorageErrorKind.DatabaseError, false)] // ER_DATA_TOO_LONG
    [InlineData(1264, "22003", StorageErrorKind.DatabaseError, false)] // ER_WARN_DATA_OUT_OF_RANGE
    [InlineData(1366, "HY000", StorageErrorKind.DatabaseError, false)] // ER_TRUNCATED_WRONG_VALUE_FOR_FIELD
    [InlineData(1146, "42S02", StorageErrorKind.DatabaseError, false)] // ER_NO_SUCH_TABLE
    [InlineData(1064, "42000", StorageErrorKind.DatabaseError, false)] // ER_PARSE_ERROR
    public async Task Numbers_are_told_apart_by_whether_trying_again_can_help(int number, string state, StorageErrorKind kind, bool transient)
    {
        MySqlException error = await RaiseAsync($"SIGNAL SQLSTATE '{state}' SET MYSQL_ERRNO = {number}");
        Assert.Equal(number, error.Number);
        DicomStorageException mapped = MySqlErrorMap.Instance.Map(error);
        Assert.Equal((kind, transient), (mapped.Kind, mapped.IsTransient));
        Assert.Same(error, mapped.InnerException);
        Assert.Equal(number == 1213, MySqlErrorMap.Instance.IsConflict(error));
        Assert.False(MySqlErrorMap.Instance.IsConnectionLost(error));
    }

    [Theory]
    [InlineData(1053, "08S01", true)] // ER_SERVER_SHUTDOWN
    [InlineData(1927, "70100", true)] // ER_CONNECTION_KILLED of MariaDB
    [InlineData(1062, "23000", false)]
    public async Task A_commit_is_undecided_where_the_connection_ends(int number, string state, bool undecided) =>
        Assert.Equal(undecided, MySqlErrorMap.Instance.IsConnectionLost(await RaiseAsync($"SIGNAL SQLSTATE '{state}' SET MYSQL_ERRNO = {number}")));

    [Fact]
    public async Task A_value_too_long_for_its_column_is_an_error_and_never_cut()
    {
        MySqlException error = await RaiseAsync("CREATE TEMPORARY TABLE t (v VARCHAR(3)); INSERT INTO t VALUES ('four')");
        Assert.Equal(1406, error.Number);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_transient()
    {
        await using MySqlConnection connection = new("Server=127.0.0.1;Port=1;User ID=root;Pooling=false");
        MySqlException error = await Assert.ThrowsAsync<MySqlException>(() => connection.OpenAsync(Token));
        Assert.True(MySqlErrorMap.Instance.IsConnectionLost(error));
        Assert.True(MySqlErrorMap.Instance.Map(error).IsTransient);
        Assert.True(MySqlErrorMap.Instance.IsConnectionLost(new SocketException((int)SocketError.ConnectionReset)));
    }

    private async Task<MySqlException> RaiseAsync(string sql)
    {
        string database = await server.CreateDatabaseAsync(Token);
        return await Assert.ThrowsAsync<MySqlException>(() => server.ExecuteAsync(database, sql, Token));
    }
}
