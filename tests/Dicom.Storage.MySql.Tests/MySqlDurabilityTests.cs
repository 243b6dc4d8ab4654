using Dicom.Storage.Specification;
using Dicom.Storage.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dicom.Storage.MySql.Tests;

public sealed class MySqlDurabilityTests(MySqlTestServer tests)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("innodb_flush_log_at_trx_commit=2", "innodb_flush_log_at_trx_commit is '2' and must be '1'")]
    [InlineData("innodb_doublewrite=0", "innodb_doublewrite is 'OFF' and must be 'ON'")]
    [InlineData("log_bin=binlog", "sync_binlog is '0' and must be '1' where log_bin is on")]
    [InlineData("log_bin=binlog sync_binlog=1 binlog_format=STATEMENT", "binlog_format is 'STATEMENT' and must be 'ROW' or 'MIXED' where log_bin is on")]
    [InlineData("sql_mode=", "sql_mode is '' and must be strict")]
    [InlineData("autocommit=0", "autocommit is 'OFF' and must be 'ON'")]
    public Task A_server_that_may_lose_what_it_acknowledged_is_refused_by_the_settings_name(string setting, string said) =>
        WeakServer.AssertRefusedAsync(tests, setting.Split(' '), said);

    [Fact]
    public async Task A_binary_log_that_is_flushed_with_each_commit_is_fine()
    {
        await using MariaDbServer server = MariaDbServer.Create();
        await server.StartAsync("log_bin=binlog", "sync_binlog=1", "binlog_format=ROW");
        string database = await tests.CreateDatabaseAsync(server.Administration, "logged", Token);
        MySqlDicomStorageOptions options = new() { ConnectionString = database };
        await using MySqlDbProvider db = new(options, TimeProvider.System, NullLogger<MySqlDbProvider>.Instance);
        await db.EnsureSchemaAsync(Token);
        await db.CheckHealthAsync(Token);
    }
}
