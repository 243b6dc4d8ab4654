using Dicom.Storage.Core;
using Dicom.Storage.Specification;
using Dicom.Storage.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dicom.Storage.MySql.Tests;

/// <summary>Databases that were there before this program.</summary>
public sealed class MySqlSchemaFileTests(MySqlFixture fixture, MySqlTestServer server)
    : SqlSchemaFileSpecification<MySqlFixture>(fixture), IClassFixture<MySqlFixture>
{
    [Fact]
    public async Task A_schema_whose_making_was_cut_is_completed()
    {
        string database = await server.CreateDatabaseAsync(Token);
        await using (MySqlDbProvider db = Open(database))
            await db.EnsureSchemaAsync(Token);
        await server.ExecuteAsync(
            database, "UPDATE dicom_schema_version SET applied_time = NULL; DROP TABLE dicom_json_lease; DELETE FROM dicom_study_lock WHERE stripe > 9", Token);

        await using MySqlDbProvider again = Open(database);
        await again.EnsureSchemaAsync(Token);

        Assert.Equal("1024", await server.ExecuteAsync(database, "SELECT COUNT(*) FROM dicom_study_lock", Token));
        Assert.Equal("0", await server.ExecuteAsync(database, "SELECT COUNT(*) FROM dicom_json_lease", Token));
        Assert.Equal("0", await server.ExecuteAsync(database, "SELECT COUNT(*) FROM dicom_schema_version WHERE applied_time IS NULL", Token));
    }

    // The original has no table of objects here: what it counted is kept until objects come.
    [Fact]
    public async Task A_database_of_dicom_server_rs_is_taken_over_in_place()
    {
        string database = await server.CreateDatabaseAsync(Token);
        await server.ExecuteAsync(database, "SET time_zone = '+08:00'; " + OriginalSchema.MySql + OriginalRows, Token);
        await using MySqlDbProvider db = Open(database);

        await db.EnsureSchemaAsync(Token);

        DicomStateMeta state = Assert.Single(await db.GetStateMetasAsync(Samples.TenantA, Samples.Uid(1), Token));
        Assert.Equal(new DateTimeOffset(2024, 5, 6, 12, 0, 0, TimeSpan.Zero).AddMicroseconds(123_456), state.UpdatedTime);
        Assert.Equal(UidHash.Of(Samples.Uid(1)), state.StudyUidHash);
        Assert.Equal(UidHash.Of(Samples.Uid(1, 1)), state.SeriesUidHash);
        MetaQuery query = new() { TenantId = Samples.TenantA, Conditions = [QueryCondition.Wildcard(QueryField.PatientName, "mÜLLER*")] };
        Assert.Single((await db.QueryStudiesAsync(query, Token)).Items);
        Assert.Empty(await db.GetJsonMetasAsync(Samples.Noon.AddDays(1), 10, Token));

        // A second series of the study with the same Accession Number, which the original's index forbids, and tenants by their case.
        await db.SaveIngestBatchAsync(
            new IngestBatch(
                [],
                [state with { SeriesUid = Samples.Uid(1, 2) }, state with { TenantId = TenantId.Parse("HOSPITAL-A") }],
                [FullSamples.Image(Samples.Instance(series: 2))]),
            Token);
        Assert.Equal(2, (await db.GetStateMetasAsync(Samples.TenantA, Samples.Uid(1), Token)).Count);
        Assert.Single(await db.GetStateMetasAsync(TenantId.Parse("HOSPITAL-A"), Samples.Uid(1), Token));
        await db.EnsureSchemaAsync(Token);
    }

    private const string OriginalRows =
        """

        INSERT INTO dicom_state_meta (tenant_id, patient_id, study_uid, series_uid, study_uid_hash, series_uid_hash, patient_name, study_date,
            study_date_origin, accession_number, created_time, updated_time)
        VALUES ('hospital-a', 'P1', '1.2.826.0.1.1', '1.2.826.0.1.1.1', 1, -2, 'Müller^Eva', '2024-05-06', '20240506', 'A1', NULL,
            '2024-05-06 20:00:00.123456');
        INSERT INTO dicom_json_meta (tenant_id, study_uid, series_uid, study_uid_hash, series_uid_hash, study_date_origin, flag_time, json_status)
        VALUES ('hospital-a', '1.2.826.0.1.1', '1.2.826.0.1.1.1', '1', '2', '20240506', '2024-05-06 20:00:00.123456', 1);
        """;

    private static MySqlDbProvider Open(string connectionString) => new(
        new MySqlDicomStorageOptions { ConnectionString = connectionString }, TimeProvider.System, NullLogger<MySqlDbProvider>.Instance);
}
