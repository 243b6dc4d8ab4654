using Dicom.Storage.Core;
using Dicom.Storage.Specification;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dicom.Storage.PostgreSql.Tests;

public sealed class PostgreSqlDurabilityTests(PostgreSqlTestServer server)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("fsync=off", "fsync is 'off' and must be 'on'")]
    [InlineData("full_page_writes=off", "full_page_writes is 'off' and must be 'on'")]
    [InlineData("synchronous_commit=off", "synchronous_commit is 'off' and must be 'on'")]
    public Task A_server_that_may_lose_what_it_acknowledged_is_refused_by_the_settings_name(string setting, string said) =>
        WeakServer.AssertRefusedAsync(server, [setting], said);

    [Fact]
    public async Task A_database_that_cannot_hold_every_character_is_refused()
    {
        string database = await server.CreateDatabaseAsync(Token);
        string latin = $"{new Npgsql.NpgsqlConnectionStringBuilder(database).Database}_latin";
        await server.ExecuteAsync(database, $"CREATE DATABASE {latin} TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'", Token);
        PostgreSqlDicomStorageOptions options = new()
        {
            ConnectionString = new Npgsql.NpgsqlConnectionStringBuilder(database) { Database = latin }.ConnectionString,
        };
        await using PostgreSqlDbProvider db = new(options, TimeProvider.System, NullLogger<PostgreSqlDbProvider>.Instance);

        DicomStorageException error = await Assert.ThrowsAsync<DicomStorageException>(() => db.EnsureSchemaAsync(Token));
        Assert.Contains("server_encoding is 'LATIN1'", error.Message, StringComparison.Ordinal);
    }
}
