using Dicom.Storage.Core;
using Dicom.Storage.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Testing;

namespace Dicom.Storage.MySql.Tests;

public sealed class MySqlDurabilityTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("innodb_flush_log_at_trx_commit=2", "innodb_flush_log_at_trx_commit is '2' and must be '1'")]
    [InlineData("innodb_doublewrite=0", "innodb_doublewrite is 'OFF' and must be 'ON'")]
    [InlineData("log_bin=binlog", "sync_binlog is '0' and must be '1' where log_bin is on")]
    [InlineData("log_bin=binlog sync_binlog=1 binlog_format=STATEMENT", "binlog_format is 'STATEMENT' and must be 'ROW' or 'MIXED' where log_bin is on")]
    [InlineData("sql_mode=", "sql_mode is '' and must be strict")]
    [InlineData("autocommit=0", "autocommit is 'OFF' and must be 'ON'")]
    public async Task A_server_that_may_lose_what_it_acknowledged_is_refused_by_the_settings_name(string setting, string said)
    {
        await using MariaDbServer server = MariaDbServer.Create();
        await server.StartAsync(setting.Split(' '));
        await MySqlTestServer.ExecuteAsync(server.ConnectionString("mysql"), "CREATE DATABASE faulty", Token);
        MySqlDicomStorageOptions options = new() { ConnectionString = server.ConnectionString("faulty") };
        await using (MySqlDbProvider refused = new(options, TimeProvider.System, NullLogger<MySqlDbProvider>.Instance))
        {
            DicomStorageException error = await Assert.ThrowsAsync<DicomStorageException>(() => refused.EnsureSchemaAsync(Token));
            Assert.Contains(said, error.Message, StringComparison.Ordinal);
            Assert.Contains("AllowWeakDurability", error.Message, StringComparison.Ordinal);
        }

        options.AllowWeakDurability = true;
        FakeLogger<MySqlDbProvider> log = new();
        await using MySqlDbProvider allowed = new(options, TimeProvider.System, log);
        await allowed.EnsureSchemaAsync(Token);
        Assert.Contains(said, log.Collector.LatestRecord.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_binary_log_that_is_flushed_with_each_commit_is_fine()
    {
        await using MariaDbServer server = MariaDbServer.Create();
        await server.StartAsync("log_bin=binlog", "sync_binlog=1", "binlog_format=ROW");
        await MySqlTestServer.ExecuteAsync(server.ConnectionString("mysql"), "CREATE DATABASE logged", Token);
        MySqlDicomStorageOptions options = new() { ConnectionString = server.ConnectionString("logged") };
        await using MySqlDbProvider db = new(options, TimeProvider.System, NullLogger<MySqlDbProvider>.Instance);
        await db.EnsureSchemaAsync(Token);
        await db.CheckHealthAsync(Token);
    }
}
