using Dicom.Storage.Core;
using Dicom.Storage.Specification;
using Dicom.Storage.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dicom.Storage.PostgreSql.Tests;

/// <summary>Databases that were there before this program.</summary>
public sealed class PostgreSqlSchemaFileTests(PostgreSqlFixture fixture, PostgreSqlTestServer server)
    : SqlSchemaFileSpecification<PostgreSqlFixture>(fixture), IClassFixture<PostgreSqlFixture>
{
    [Fact]
    public async Task A_database_of_dicom_server_rs_is_taken_over_in_place()
    {
        string database = await server.CreateDatabaseAsync(Token);
        await server.ExecuteAsync(database, OriginalSchema.PostgreSql + OriginalRows, Token);
        await using PostgreSqlDbProvider db = Open(database, "Asia/Shanghai");

        await db.EnsureSchemaAsync(Token);

        // 20:00 in Shanghai is noon in UTC. The number of objects, which the original does not keep, is counted.
        DicomStateMeta state = Assert.Single(await db.GetStateMetasAsync(Samples.TenantA, Samples.Uid(1), Token));
        Assert.Equal(new DateTimeOffset(2024, 5, 6, 12, 0, 0, TimeSpan.Zero).AddMicroseconds(123_456), state.UpdatedTime);
        Assert.Equal(2, state.SeriesRelatedInstances);
        Assert.Equal("Müller^Eva", state.PatientName!.Value.Value);
        MetaQuery query = new() { TenantId = Samples.TenantA, Conditions = [QueryCondition.Wildcard(QueryField.PatientName, "mÜLLER*")] };
        Assert.Single((await db.QueryStudiesAsync(query, Token)).Items);
        Assert.Equal(2, (await db.GetImageMetasAsync(Samples.TenantA, Samples.Uid(1), seriesUid: null, Token)).Count);
        DicomStoreMeta store = await db.GetStoreMetaAsync(TraceId.Parse("018f4a3e-0000-7000-8000-000000000001"), Token);
        Assert.Equal(("1234567890123456", 0L, "10.0.0.1"), (store.AccessionNumber!.Value.Value, store.FileSize, store.SourceIp.Value));
        Assert.Equal("1234567890123456-too-long", await server.ExecuteAsync(database, "SELECT whole_value FROM dicom_adopted_text", Token));

        // Its document is of this state of the series: nothing to be done until something changes.
        Assert.Empty(await db.GetJsonMetasAsync(Samples.Noon.AddDays(1), 10, Token));
        await db.SaveIngestBatchAsync(
            new IngestBatch([FullSamples.Store(Samples.Instance(instance: 3))], [state], [FullSamples.Image(Samples.Instance(instance: 3))]), Token);
        Assert.Equal(3, Assert.Single(await db.GetJsonMetasAsync(Samples.Noon.AddDays(1), 10, Token)).SeriesRelatedInstances);
        await db.EnsureSchemaAsync(Token);
    }

    private const string OriginalRows =
        """

        INSERT INTO dicom_state_meta (tenant_id, patient_id, study_uid, series_uid, study_uid_hash, series_uid_hash, patient_name, study_date,
            study_date_origin, created_time, updated_time)
        VALUES ('hospital-a', 'P1', '1.2.826.0.1.1', '1.2.826.0.1.1.1', '00000000000000000001', '00000000000000000002', 'Müller^Eva', '2024-05-06',
            '20240506', NULL, '2024-05-06 20:00:00.123456');
        INSERT INTO dicom_json_meta (tenant_id, study_uid, series_uid, study_uid_hash, series_uid_hash, study_date_origin, flag_time, json_status)
        VALUES ('hospital-a', '1.2.826.0.1.1', '1.2.826.0.1.1.1', '1', '2', '20240506', '2024-05-06 20:00:00.123456', 1);
        INSERT INTO dicom_image_meta (tenant_id, patient_id, study_uid, series_uid, sop_uid, study_uid_hash, series_uid_hash, transfer_syntax_uid,
            sop_class_uid)
        SELECT 'hospital-a', 'P1', '1.2.826.0.1.1', '1.2.826.0.1.1.1', '1.2.826.0.1.1.1.' || n, '1', '2', '1.2.840.10008.1.2', '1.2.840.10008.5.1.4.1.1.2'
        FROM generate_series(1, 2) AS n;
        INSERT INTO dicom_object_meta (trace_id, worker_node_id, tenant_id, patient_id, accession_number, source_ip)
        VALUES ('018f4a3e-0000-7000-8000-000000000001', 'DICOM_STORE_SCP', 'hospital-a', 'P1', '1234567890123456-too-long', '10.0.0.1');
        """;

    private static PostgreSqlDbProvider Open(string connectionString, string zone = "UTC") => new(
        new PostgreSqlDicomStorageOptions { ConnectionString = connectionString, AdoptedTimeZone = zone },
        TimeProvider.System,
        NullLogger<PostgreSqlDbProvider>.Instance);
}
