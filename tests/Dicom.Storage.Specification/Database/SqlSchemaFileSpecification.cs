using Dicom.Storage.Core;

namespace Dicom.Storage.Specification;

/// <summary>Databases that were there before this program.</summary>
public abstract class SqlSchemaFileSpecification<TFixture>(TFixture fixture) : DbSpecification<TFixture>(fixture)
    where TFixture : class, ISqlDbFixture
{
    [Fact]
    public virtual async Task A_database_of_each_version_is_brought_up_to_date_with_its_rows()
    {
        Assert.NotEmpty(Fixture.Scripts);
        foreach (int version in Fixture.Scripts.Select(script => script.Version))
        {
            IDbProvider db = await CreateOfVersionAsync(version);
            await db.EnsureSchemaAsync(Token);

            Assert.Single(await db.GetImageMetasAsync(Samples.TenantA, Samples.Uid(1), seriesUid: null, Token));
            await db.CheckHealthAsync(Token);
            Assert.Equal(
                (version, $"{Fixture.Scripts.Count}"),
                (version, await Fixture.ExecuteAsync(db, "SELECT count(*) FROM dicom_schema_version WHERE applied_time IS NOT NULL", Token)));
        }
    }

    [Fact]
    public virtual async Task A_newer_schema_is_refused_and_left_alone()
    {
        IDbProvider db = await CreateAsync();
        await Fixture.ExecuteAsync(db, $"INSERT INTO dicom_schema_version VALUES (999, 'x', 'y', {Fixture.Now})", Token);

        IDbProvider older = await Fixture.CreateSecondAsync(db, Token);
        DicomStorageException error = await Assert.ThrowsAsync<DicomStorageException>(() => older.EnsureSchemaAsync(Token));
        Assert.Contains("version 999", error.Message, StringComparison.Ordinal);
    }

    private async Task<IDbProvider> CreateOfVersionAsync(int version)
    {
        IDbProvider db = await Fixture.CreateAsync(Token);
        await Fixture.ExecuteAsync(
            db, $"CREATE TABLE dicom_schema_version (version integer PRIMARY KEY, name varchar(128), checksum varchar(64), applied_time {Fixture.TimeType})", Token);
        foreach (SchemaScript script in Fixture.Scripts.Where(script => script.Version <= version))
        {
            await Fixture.ExecuteAsync(db, script.Text, Token);
            await Fixture.ExecuteAsync(
                db, $"INSERT INTO dicom_schema_version VALUES ({script.Version}, '{script.Name}', '{script.Checksum}', {Fixture.Now})", Token);
        }

        // The columns that every version has.
        await Fixture.ExecuteAsync(
            db,
            $"""
            INSERT INTO dicom_image_meta (tenant_id, patient_id, study_uid, series_uid, sop_uid, study_uid_hash, series_uid_hash, transfer_syntax_uid,
                sop_class_uid, created_time, updated_time)
            VALUES ('hospital-a', 'P1', '1.2.826.0.1.1', '1.2.826.0.1.1.1', '1.2.826.0.1.1.1.1', '1', '2', '1.2.840.10008.1.2.1',
                '1.2.840.10008.5.1.4.1.1.2', {Fixture.Now}, {Fixture.Now})
            """,
            Token);
        return db;
    }
}
