using Dicom.Storage.Core;
using Dicom.Storage.Specification;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Dicom.Storage.PostgreSql.Tests;

public sealed class PostgreSqlStatisticsTests(PostgreSqlTestServer server)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // pg_stat_user_tables tells ANALYZE by command (last_analyze) from that of autovacuum.
    [Fact]
    public async Task A_young_database_gets_its_statistics_from_the_saves_that_fill_it()
    {
        string database = await server.CreateDatabaseAsync(Token);
        await using PostgreSqlDbProvider db =
            new(new PostgreSqlDicomStorageOptions { ConnectionString = database }, TimeProvider.System, NullLogger<PostgreSqlDbProvider>.Instance);
        await db.EnsureSchemaAsync(Token);

        await db.SaveImageListAsync([.. Enumerable.Range(1, 200).Select(n => Samples.Image(Samples.Instance(instance: n)))], Token);
        long few = await CountAsync(database, "SELECT COUNT(*) FROM pg_stat_user_tables WHERE last_analyze IS NOT NULL");
        await db.SaveImageListAsync([.. Enumerable.Range(201, 100).Select(n => Samples.Image(Samples.Instance(instance: n)))], Token);

        Assert.Equal(0, few);
        Assert.Equal(300, await CountAsync(database, "SELECT reltuples::bigint FROM pg_class WHERE relname = 'dicom_image_meta'"));
        Assert.Equal(3, await CountAsync(database, "SELECT COUNT(*) FROM pg_stat_user_tables WHERE last_analyze IS NOT NULL"));
    }

    private static async Task<long> CountAsync(string database, string sql)
    {
        await using NpgsqlConnection connection = new(database);
        await connection.OpenAsync(Token);
#pragma warning disable CA2100 // Constant text of this program.
        await using NpgsqlCommand command = new(sql, connection);
#pragma warning restore CA2100
        return (long)(await command.ExecuteScalarAsync(Token))!;
    }
}
