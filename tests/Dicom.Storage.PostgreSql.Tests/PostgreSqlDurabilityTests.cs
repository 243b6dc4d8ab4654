using Dicom.Storage.Core;
using Dicom.Storage.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Testing;

namespace Dicom.Storage.PostgreSql.Tests;

public sealed class PostgreSqlDurabilityTests(PostgreSqlTestServer shared)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("fsync=off", "fsync is 'off' and must be 'on'")]
    [InlineData("full_page_writes=off", "full_page_writes is 'off' and must be 'on'")]
    [InlineData("synchronous_commit=off", "synchronous_commit is 'off' and must be 'on'")]
    public async Task A_server_that_may_lose_what_it_acknowledged_is_refused_by_the_settings_name(string setting, string said)
    {
        await using PostgreSqlServer server = PostgreSqlServer.Create();
        await server.StartAsync(setting);
        PostgreSqlDicomStorageOptions options = new() { ConnectionString = server.ConnectionString("postgres") };
        await using (PostgreSqlDbProvider refused = new(options, TimeProvider.System, NullLogger<PostgreSqlDbProvider>.Instance))
        {
            DicomStorageException error = await Assert.ThrowsAsync<DicomStorageException>(() => refused.EnsureSchemaAsync(Token));
            Assert.Contains(said, error.Message, StringComparison.Ordinal);
            Assert.Contains("AllowWeakDurability", error.Message, StringComparison.Ordinal);
        }

        options.AllowWeakDurability = true;
        FakeLogger<PostgreSqlDbProvider> log = new();
        await using PostgreSqlDbProvider allowed = new(options, TimeProvider.System, log);
        await allowed.EnsureSchemaAsync(Token);
        Assert.Contains(said, log.Collector.LatestRecord.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_cannot_hold_every_character_is_refused()
    {
        string database = await shared.CreateDatabaseAsync(Token);
        string latin = $"{new Npgsql.NpgsqlConnectionStringBuilder(database).Database}_latin";
        await PostgreSqlTestServer.ExecuteAsync(database, $"CREATE DATABASE {latin} TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'", Token);
        PostgreSqlDicomStorageOptions options = new()
        {
            ConnectionString = new Npgsql.NpgsqlConnectionStringBuilder(database) { Database = latin }.ConnectionString,
        };
        await using PostgreSqlDbProvider db = new(options, TimeProvider.System, NullLogger<PostgreSqlDbProvider>.Instance);

        DicomStorageException error = await Assert.ThrowsAsync<DicomStorageException>(() => db.EnsureSchemaAsync(Token));
        Assert.Contains("server_encoding is 'LATIN1'", error.Message, StringComparison.Ordinal);
    }
}
