using Dicom.Storage.Core;
using Dicom.Storage.Specification;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Dicom.Storage.MongoDb.Tests;

/// <summary>What stands in the database, and what is refused there.</summary>
public sealed class MongoDatabaseTests(MongoFixture fixture) : IClassFixture<MongoFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_tenant_leads_every_id_and_every_index_but_those_of_the_servers_own_work()
    {
        MongoDbProvider db = await CreateAsync();
        InstanceKey key = Samples.Instance();
        await db.SaveIngestBatchAsync(new IngestBatch([Samples.Store(key)], [Samples.State(key.Series)], [Samples.Image(key)]), Token);
        await db.SaveJsonListAsync([Samples.Json(key.Series, Samples.Noon)], Token);

        Assert.Equal($"hospital-a|{key.StudyUid.Value}|{key.SeriesUid.Value}|{key.SopUid.Value}", await OnlyIdAsync(db, "dicom_image_meta"));
        Assert.Equal($"hospital-a|{key.StudyUid.Value}|{key.SeriesUid.Value}", await OnlyIdAsync(db, "dicom_state_meta"));
        Assert.Equal($"hospital-a|{key.StudyUid.Value}|{key.SeriesUid.Value}", await OnlyIdAsync(db, "dicom_json_meta"));
        string[] global = ["_id_", "ix_state_json_due", "ix_lease_until", "ix_image_series"];
        foreach (string collection in (string[])["dicom_state_meta", "dicom_image_meta", "dicom_object_meta", "dicom_json_meta", "dicom_json_lease", "dicom_study_head"])
        {
            List<BsonDocument> indexes = await (await Database(db).GetCollection<BsonDocument>(collection).Indexes.ListAsync(Token)).ToListAsync(Token);
            Assert.All(indexes.Where(index => !global.Contains(index["name"].AsString)), index => Assert.Equal("tenant_id", index["key"].AsBsonDocument.GetElement(0).Name));
            Assert.True(indexes.Count > 1, collection);
        }
    }

    [Fact]
    public async Task Fields_have_the_names_of_the_contract_and_types_that_sort()
    {
        MongoDbProvider db = await CreateAsync();
        InstanceKey key = Samples.Instance();
        await db.SaveImageListAsync([FullSamples.Image(key)], Token);

        BsonDocument image = await Database(db).GetCollection<BsonDocument>("dicom_image_meta").Find("{}").SingleAsync(Token);
        Assert.Empty(MetaTables.Image.Columns.Select(c => c.Name).Except(image.Names));
        Assert.Equal("1999-12-31", image["content_date"]);
        Assert.Equal("23:59:59.999999", image["content_time"]);
        Assert.Equal(BsonType.Int64, image["created_time"].BsonType);
    }

    [Theory]
    [InlineData("{\"$gt\":\"\"}")]
    [InlineData("$where")]
    [InlineData("{$ne:null}")]
    [InlineData("a.b.$c.0")]
    [InlineData("'; db.dropDatabase(); '")]
    public async Task Operators_in_a_value_are_characters(string hostile)
    {
        MongoDbProvider db = await CreateAsync();
        BoundedString<Max64> text = BoundedString<Max64>.Parse(hostile);
        DicomStateMeta state = Samples.State(Samples.Series()) with { PatientId = text, PatientName = text, StudyDescription = text, SeriesRelatedInstances = 0 };
        await db.SaveStateListAsync([state, Samples.State(Samples.Series(2))], Token);

        foreach (QueryField field in (QueryField[])[QueryField.PatientId, QueryField.PatientName, QueryField.StudyDescription])
        {
            foreach (QueryCondition condition in (QueryCondition[])[QueryCondition.AnyOf(field, hostile), QueryCondition.AnyOf(field, hostile, "x"), QueryCondition.Wildcard(field, hostile + "*")])
            {
                MetaQuery query = new() { TenantId = Samples.TenantA, Conditions = [condition] };
                Assert.Equal(state, Assert.Single((await db.QuerySeriesAsync(query, Token)).Items));
                Assert.Equal(Samples.Uid(1), Assert.Single((await db.QueryStudiesAsync(query, Token)).Items).StudyUid);
                Assert.Equal(text, Assert.Single((await db.QueryPatientsAsync(query, Token)).Items).PatientId);
            }
        }
    }

    [Fact]
    public async Task A_newer_schema_is_refused_and_left_alone()
    {
        MongoDbProvider db = await CreateAsync();
        await Database(db).GetCollection<BsonDocument>("dicom_schema_version").InsertOneAsync(
            new BsonDocument { { "_id", 999 }, { "name", "x" }, { "checksum", "y" }, { "applied_time", 1L } }, null, Token);

        IDbProvider older = await fixture.CreateSecondAsync(db, Token);
        DicomStorageException error = await Assert.ThrowsAsync<DicomStorageException>(() => older.EnsureSchemaAsync(Token));
        Assert.Contains("version 999", error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<DicomStorageException>(() => older.SaveStateInfoAsync(Samples.State(Samples.Series()), Token));
    }

    [Fact]
    public async Task A_schema_whose_making_was_cut_is_completed_and_not_used_before()
    {
        MongoDbProvider db = await CreateAsync();
        await Database(db).GetCollection<BsonDocument>("dicom_schema_version").UpdateOneAsync("{_id: 1}", "{$set: {applied_time: null}}", null, Token);
        await Database(db).GetCollection<BsonDocument>("dicom_image_meta").Indexes.DropOneAsync("ix_image_sop", Token);

        IDbProvider again = await fixture.CreateSecondAsync(db, Token);
        await Assert.ThrowsAsync<DicomStorageException>(() => again.CheckHealthAsync(Token));
        await again.EnsureSchemaAsync(Token);

        await again.CheckHealthAsync(Token);
        List<BsonDocument> indexes = await (await Database(db).GetCollection<BsonDocument>("dicom_image_meta").Indexes.ListAsync(Token)).ToListAsync(Token);
        Assert.Contains(indexes, index => index["name"] == "ix_image_sop");
    }

    [Fact]
    public async Task A_document_that_is_not_what_its_fields_promise_is_told_as_such()
    {
        MongoDbProvider db = await CreateAsync();
        await db.SaveStateInfoAsync(Samples.State(Samples.Series()), Token);
        await Database(db).GetCollection<BsonDocument>("dicom_state_meta").UpdateOneAsync("{}", "{$set: {patient_birth_date: 'soon'}}", null, Token);

        DicomStorageException error = await Assert.ThrowsAsync<DicomStorageException>(
            () => db.GetStateMetasAsync(Samples.TenantA, Samples.Uid(1), Token));
        Assert.Equal((StorageErrorKind.ExtractionFailed, false), (error.Kind, error.IsTransient));
    }

    // Joins become lists where few series meet a condition, and are checked block by block where many do.
    [Fact]
    public async Task A_condition_that_more_series_meet_than_a_list_holds_is_checked_block_by_block()
    {
        MongoDbProvider db = await CreateAsync();
        BoundedString<Max16> ct = BoundedString<Max16>.Parse("CT"), sr = BoundedString<Max16>.Parse("SR");
        await db.SaveStateListAsync(
            [.. Enumerable.Range(1, 60).Select(n => Samples.State(Samples.Series(n)) with { Modality = n % 10 == 0 ? sr : ct, PatientId = Patient(n) })], Token);
        await db.SaveImageListAsync([.. Enumerable.Range(1, 60).Select(n => Samples.Image(Samples.Instance(n)))], Token);
        MongoUnit unit = new(Database(db)) { LongestList = 5, BlockRows = 7 };

        MetaQuery query = new()
        {
            TenantId = Samples.TenantA, Conditions = [QueryCondition.AnyOf(QueryField.ModalitiesInStudy, "CT")], Offset = 50, Limit = 10, IncludeTotal = true,
        };
        QueryPage<StudySummary> studies = await StudySearch.FindAsync(unit, query, Token);
        Assert.Equal((54L, 4), (studies.Total, studies.Items.Count));
        QueryPage<DicomStateMeta> series = await MetaSearch.SeriesAsync(unit, query with { Offset = 0 }, Token);
        Assert.Equal((54L, 10), (series.Total, series.Items.Count));
        QueryPage<DicomImageMeta> images = await MetaSearch.InstancesAsync(unit, query with { Limit = 0 }, Token);
        Assert.Equal((54L, 0), (images.Total, images.Items.Count));
        QueryPage<PatientSummary> patients = await PatientSearch.FindAsync(unit, query with { Offset = 7 }, Token);
        Assert.Equal((9L, 2), (patients.Total, patients.Items.Count));
        Assert.Equal(10, (await StudySearch.FindAsync(unit, query with { Offset = 0, IncludeTotal = false }, Token)).Items.Count);

        static BoundedString<Max64> Patient(int n) => BoundedString<Max64>.Parse($"P{n % 10:d3}");
    }

    private async Task<MongoDbProvider> CreateAsync()
    {
        MongoDbProvider db = (MongoDbProvider)await fixture.CreateAsync(Token);
        await db.EnsureSchemaAsync(Token);
        return db;
    }

    private static IMongoDatabase Database(MongoDbProvider db) => db.Sessions.Connection.Database;

    private static async Task<string> OnlyIdAsync(MongoDbProvider db, string collection) =>
        (await Database(db).GetCollection<BsonDocument>(collection).Find("{}").SingleAsync(Token))["_id"].AsString;
}
