using Dicom.Storage.Core;
using Dicom.Storage.Specification;
using Microsoft.Extensions.Logging.Testing;
using Npgsql;

namespace Dicom.Storage.PostgreSql.Tests;

public sealed class PostgreSqlConflictTests(PostgreSqlTestServer server)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_deadlock_undoes_the_save_and_it_is_done_again()
    {
        string database = await server.CreateDatabaseAsync(Token);
        FakeLogger<PostgreSqlDbProvider> log = new();
        await using PostgreSqlDbProvider db = new(new PostgreSqlDicomStorageOptions { ConnectionString = database }, TimeProvider.System, log);
        await db.EnsureSchemaAsync(Token);
        InstanceKey key = Samples.Instance();
        await db.SaveIngestBatchAsync(new IngestBatch([], [Samples.State(key.Series)], [Samples.Image(key)]), Token);
        await db.SaveJsonListAsync([Samples.Json(key.Series, Samples.Noon)], Token);

        // The other one holds the document's row and then wants the object's, which the delete has taken by then. It never looks for
        // deadlocks itself: the delete is the one that is undone.
        await using NpgsqlConnection other = new(database);
        await other.OpenAsync(Token);
        await ExecuteAsync(other, "SET deadlock_timeout = '1h'; BEGIN; UPDATE dicom_json_meta SET retry_times = 1");
        Task<IReadOnlyList<RemovedInstance>> delete = db.DeleteSeriesAsync(key.Series, Token);
        await ExecuteAsync(other, WaitFor("wait_event_type = 'Lock' AND query LIKE 'DELETE FROM dicom_json_meta%'"));
        await ExecuteAsync(other, "UPDATE dicom_image_meta SET instance_number = 5; COMMIT");

        Assert.Single(await delete);
        Assert.Contains(log.Collector.GetSnapshot(), record => record.Id.Id == 4002);
        Assert.Empty(await db.GetStateMetasAsync(key.TenantId, key.StudyUid, Token));
    }

    [Fact]
    public async Task A_row_that_another_program_adds_during_a_bulk_copy_is_replaced_at_the_next_attempt()
    {
        string database = await server.CreateDatabaseAsync(Token);
        FakeLogger<PostgreSqlDbProvider> log = new();
        await using PostgreSqlDbProvider db = new(new PostgreSqlDicomStorageOptions { ConnectionString = database }, TimeProvider.System, log);
        await db.EnsureSchemaAsync(Token);
        DicomImageMeta[] rows = [.. Enumerable.Range(1, 100).Select(n => Samples.Image(Samples.Instance(instance: n)) with { InstanceNumber = n })];
        await db.SaveImageListAsync([rows[49]], Token);

        // Not committed: the save sees no row, copies, and waits for the one that is being added. It takes no lock of ours.
        await using NpgsqlConnection other = new(database);
        await other.OpenAsync(Token);
        await ExecuteAsync(other, "CREATE TABLE kept AS SELECT * FROM dicom_image_meta; DELETE FROM dicom_image_meta");
        await ExecuteAsync(other, "BEGIN; INSERT INTO dicom_image_meta SELECT * FROM kept");
        Task save = db.SaveImageListAsync(rows, Token);
        await ExecuteAsync(other, WaitFor("wait_event_type = 'Lock' AND query LIKE 'COPY%'"));
        await ExecuteAsync(other, "COMMIT");

        await save;
        Assert.Contains(log.Collector.GetSnapshot(), record => record.Id.Id == 4002);
        Assert.Equal(rows.Length, (await db.GetImageMetasAsync(Samples.TenantA, Samples.Uid(1), seriesUid: null, Token)).Count);
    }

    private static string WaitFor(string condition) =>
        $"DO $$ BEGIN WHILE NOT EXISTS (SELECT 1 FROM pg_stat_activity WHERE {condition}) LOOP PERFORM pg_stat_clear_snapshot(), pg_sleep(0.01); END LOOP; END $$";

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using NpgsqlCommand command = new(sql, connection);
        await command.ExecuteNonQueryAsync(Token);
    }
}
