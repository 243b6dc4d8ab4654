using Dicom.Storage.Core;
using Dicom.Storage.Specification;
using Microsoft.Extensions.Logging.Testing;
using MySqlConnector;

namespace Dicom.Storage.MySql.Tests;

public sealed class MySqlConflictTests(MySqlTestServer server)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_deadlock_undoes_the_save_and_it_is_done_again()
    {
        string database = await server.CreateDatabaseAsync(Token);
        FakeLogger<MySqlDbProvider> log = new();
        await using MySqlDbProvider db = new(new MySqlDicomStorageOptions { ConnectionString = database }, TimeProvider.System, log);
        await db.EnsureSchemaAsync(Token);
        InstanceKey key = Samples.Instance();
        await db.SaveIngestBatchAsync(new IngestBatch([], [Samples.State(key.Series)], [Samples.Image(key)]), Token);
        await db.SaveJsonListAsync([Samples.Json(key.Series, Samples.Noon)], Token);

        // The other one holds the document's row and then wants the object's, which the delete has taken by then. It has changed
        // many rows: the server undoes the one that has changed fewer.
        await using MySqlConnection other = new(database);
        await other.OpenAsync(Token);
        string ballast = string.Join(", ", Enumerable.Range(1, 100).Select(n => $"({n})"));
        await ExecuteAsync(
            other, $"CREATE TABLE ballast (n INT); SET autocommit = 0; INSERT INTO ballast VALUES {ballast}; UPDATE dicom_json_meta SET retry_times = 1");
        Task<IReadOnlyList<RemovedInstance>> delete = db.DeleteSeriesAsync(key.Series, Token);
        while (await CountAsync("SELECT COUNT(*) FROM information_schema.processlist WHERE info LIKE 'DELETE FROM dicom_json_meta%'") == 0)
            await Task.Yield();
        await ExecuteAsync(other, "UPDATE dicom_image_meta SET instance_number = 5; COMMIT");

        Assert.Single(await delete);
        Assert.Contains(log.Collector.GetSnapshot(), record => record.Id.Id == 4002);
        Assert.Empty(await db.GetStateMetasAsync(key.TenantId, key.StudyUid, Token));

        async Task<int> CountAsync(string sql) =>
            int.Parse(await server.ExecuteAsync(database, sql, Token), System.Globalization.CultureInfo.InvariantCulture);
    }

    private static async Task ExecuteAsync(MySqlConnection connection, string sql)
    {
        await using MySqlCommand command = new(sql, connection);
        await command.ExecuteNonQueryAsync(Token);
    }
}
