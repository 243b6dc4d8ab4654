using Dicom.Storage.Core;

namespace Dicom.Storage.Specification;

/// <summary>Saving and reading back.</summary>
public abstract class DbSaveSpecification<TFixture>(TFixture fixture) : DbSpecification<TFixture>(fixture)
    where TFixture : class, IDbProviderFixture
{
    [Fact]
    public virtual async Task Every_field_at_its_limit_reads_back_equal()
    {
        IDbProvider db = await CreateAsync();
        InstanceKey key = Samples.Instance();
        (DicomStateMeta state, DicomImageMeta image) = (FullSamples.State(key.Series), FullSamples.Image(key));
        (DicomStoreMeta store, DicomJsonMeta json) = (FullSamples.Store(key), FullSamples.Json(key.Series));

        await db.SaveStateInfoAsync(state, Token);
        await db.SaveImageListAsync([image], Token);
        await db.SaveStoreListAsync([store], Token);
        await db.SaveJsonListAsync([json], Token);

        // Counting the one object moves the series' time by the rule for equal times: by a microsecond.
        DicomStateMeta counted = state with { SeriesRelatedInstances = 1, UpdatedTime = state.UpdatedTime.AddMicroseconds(1) };
        Assert.Equal(counted, await OnlyStateAsync(db, state));
        Assert.Equal(image, await db.GetImageMetaAsync(key, Token));
        Assert.Equal(store, await db.GetStoreMetaAsync(store.TraceId, Token));
        Assert.Equal(json, await db.GetJsonMetaAsync(key.TenantId, key.StudyUid, key.SeriesUid, Token));
    }

    [Fact]
    public virtual async Task Records_with_nothing_but_their_keys_read_back_equal()
    {
        IDbProvider db = await CreateAsync();
        InstanceKey key = Samples.Instance();
        DicomStateMeta state = Samples.State(key.Series) with { PatientId = default };
        DicomImageMeta image = Samples.Image(key) with { PatientId = default };

        await db.SaveIngestBatchAsync(new IngestBatch([], [state], [image]), Token);

        Assert.Equal(state with { SeriesRelatedInstances = 1 }, await OnlyStateAsync(db, state));
        Assert.Equal(image, await db.GetImageMetaAsync(key, Token));
    }

    [Fact]
    public virtual async Task Hostile_text_is_stored_literally()
    {
        IDbProvider db = await CreateAsync();
        BoundedString<Max256> text = BoundedString<Max256>.Parse(Samples.HardText);
        DicomStateMeta state = Samples.State(Samples.Series()) with { SeriesDescription = text, SeriesRelatedInstances = 0 };

        await db.SaveStateInfoAsync(state, Token);

        Assert.Equal(state, await OnlyStateAsync(db, state));
        MetaQuery query = new()
        {
            TenantId = state.TenantId, Conditions = [QueryCondition.AnyOf(QueryField.SeriesDescription, Samples.HardText)],
        };
        Assert.Equal(state, Assert.Single((await db.QuerySeriesAsync(query, Token)).Items));
    }

    [Fact]
    public virtual async Task U0000_in_text_is_stored_as_the_replacement_character()
    {
        IDbProvider db = await CreateAsync();
        DicomStateMeta state = Samples.State(Samples.Series()) with { StudyDescription = BoundedString<Max64>.Parse("a\0b") };

        await db.SaveStateInfoAsync(state, Token);

        Assert.Equal("a\uFFFDb", (await OnlyStateAsync(db, state)).StudyDescription!.Value.Value);
    }

    [Fact]
    public virtual async Task Numbers_that_are_not_finite_are_stored_as_null()
    {
        IDbProvider db = await CreateAsync();
        DicomImageMeta image = Samples.Image(Samples.Instance()) with { SliceLocation = double.NaN, RescaleSlope = double.PositiveInfinity };

        await db.SaveImageListAsync([image], Token);

        Assert.Equal(image with { SliceLocation = null, RescaleSlope = null }, await db.GetImageMetaAsync(Samples.Instance(), Token));
    }

    [Fact]
    public virtual async Task Moments_are_utc_cut_to_the_microsecond()
    {
        IDbProvider db = await CreateAsync();
        DateTimeOffset given = new DateTimeOffset(2024, 2, 29, 1, 2, 3, TimeSpan.FromHours(8)).AddTicks(1_234_569);
        DicomImageMeta image = Samples.Image(Samples.Instance(), given);

        await db.SaveImageListAsync([image], Token);

        DateTimeOffset read = (await db.GetImageMetaAsync(Samples.Instance(), Token)).CreatedTime;
        Assert.Equal(new DateTimeOffset(2024, 2, 28, 17, 2, 3, TimeSpan.Zero).AddTicks(1_234_560), read);
        Assert.Equal(TimeSpan.Zero, read.Offset);
    }

    [Fact]
    public virtual async Task Saving_the_same_again_changes_nothing()
    {
        IDbProvider db = await CreateAsync();
        InstanceKey key = Samples.Instance();
        IngestBatch batch = new([FullSamples.Store(key)], [FullSamples.State(key.Series)], [FullSamples.Image(key)]);

        IReadOnlyList<DicomStateMeta> first = await db.SaveIngestBatchAsync(batch, Token);
        IReadOnlyList<DicomStateMeta> second = await db.SaveIngestBatchAsync(batch, Token);

        Assert.Equal(first, second);
        Assert.Equal(FullSamples.State(key.Series) with { SeriesRelatedInstances = 1 }, Assert.Single(second));
        Assert.Equal(batch.Images[0], Assert.Single(await db.GetImageMetasAsync(key.TenantId, key.StudyUid, seriesUid: null, Token)));
    }

    [Fact]
    public virtual async Task A_later_save_keeps_created_time_and_moves_updated_time()
    {
        IDbProvider db = await CreateAsync();
        InstanceKey key = Samples.Instance();
        DateTimeOffset later = Samples.Noon.AddHours(1);
        await db.SaveIngestBatchAsync(new IngestBatch([Samples.Store(key)], [Samples.State(key.Series)], [Samples.Image(key)]), Token);

        DicomImageMeta image = Samples.Image(key, later) with { InstanceNumber = 7 };
        DicomStateMeta state = Samples.State(key.Series, later) with { SeriesNumber = 3 };
        await db.SaveIngestBatchAsync(new IngestBatch([Samples.Store(key, at: later)], [state], [image]), Token);

        Assert.Equal(image with { CreatedTime = Samples.Noon }, await db.GetImageMetaAsync(key, Token));
        Assert.Equal(state with { CreatedTime = Samples.Noon, SeriesRelatedInstances = 1 }, await OnlyStateAsync(db, state));
        Assert.Equal(Samples.Noon, (await db.GetStoreMetaAsync(Samples.Store(key).TraceId, Token)).CreatedTime);
    }

    [Fact]
    public virtual async Task Updated_time_never_moves_back()
    {
        IDbProvider db = await CreateAsync();
        InstanceKey key = Samples.Instance();
        DateTimeOffset earlier = Samples.Noon.AddHours(-1);
        await db.SaveIngestBatchAsync(new IngestBatch([], [Samples.State(key.Series)], [Samples.Image(key)]), Token);

        await db.SaveImageListAsync([Samples.Image(key, earlier)], Token);
        Assert.Equal(Samples.Noon, (await db.GetImageMetaAsync(key, Token)).UpdatedTime);
        Assert.Equal(Samples.Noon, (await OnlyStateAsync(db, Samples.State(key.Series))).UpdatedTime);

        await db.SaveStateInfoAsync(Samples.State(key.Series, earlier), Token);
        Assert.Equal(Samples.Noon.AddMicroseconds(1), (await OnlyStateAsync(db, Samples.State(key.Series))).UpdatedTime);
    }

    [Fact]
    public virtual async Task The_number_of_objects_is_counted_whatever_the_record_says()
    {
        IDbProvider db = await CreateAsync();
        DicomStateMeta lying = Samples.State(Samples.Series()) with { SeriesRelatedInstances = 999 };
        await db.SaveImageListAsync([Samples.Image(Samples.Instance(instance: 1)), Samples.Image(Samples.Instance(instance: 2))], Token);

        await db.SaveStateInfoAsync(lying, Token);
        Assert.Equal(2, (await OnlyStateAsync(db, lying)).SeriesRelatedInstances);

        await db.SaveImageListAsync([Samples.Image(Samples.Instance(instance: 3)), Samples.Image(Samples.Instance(instance: 2))], Token);
        DicomStateMeta counted = await OnlyStateAsync(db, lying);
        Assert.Equal(3, counted.SeriesRelatedInstances);
        Assert.True(counted.UpdatedTime > lying.UpdatedTime, "A series that grew has changed.");
    }

    [Fact]
    public virtual async Task Within_a_list_the_last_row_of_a_key_wins()
    {
        IDbProvider db = await CreateAsync();
        InstanceKey key = Samples.Instance();

        await db.SaveImageListAsync(
            [.. Enumerable.Range(1, 5).Select(n => Samples.Image(key, Samples.Noon.AddHours(-n)) with { InstanceNumber = n })], Token);

        DicomImageMeta saved = await db.GetImageMetaAsync(key, Token);
        Assert.Equal(5, saved.InstanceNumber);
        Assert.Equal(Samples.Noon.AddHours(-5), saved.UpdatedTime);
    }

    [Fact]
    public virtual async Task Uids_and_tenants_that_differ_in_one_character_are_different()
    {
        IDbProvider db = await CreateAsync();
        TenantId upper = TenantId.Parse("HOSPITAL-A");
        await db.SaveStateListAsync([Samples.State(Samples.Series(11)), Samples.State(Samples.Series(1, 11, upper))], Token);

        Assert.Empty(await db.GetStateMetasAsync(Samples.TenantA, Samples.Uid(1), Token));
        Assert.Single(await db.GetStateMetasAsync(upper, Samples.Uid(1), Token));
        Assert.Single(await db.GetStateMetasAsync(Samples.TenantA, Samples.Uid(11), Token));
    }

    [Fact]
    public virtual async Task Empty_lists_do_nothing_and_oversized_lists_are_refused()
    {
        IDbProvider db = await CreateAsync();
        await db.SaveStateListAsync([], Token);
        await db.SaveImageListAsync([], Token);
        await db.SaveStoreListAsync([], Token);
        await db.SaveJsonListAsync([], Token);
        Assert.Empty(await db.SaveIngestBatchAsync(new IngestBatch([], [], []), Token));

        DicomImageMeta[] tooMany = [.. Enumerable.Repeat(Samples.Image(Samples.Instance()), DbLimits.MaxRowsPerSave + 1)];
        await Assert.ThrowsAnyAsync<ArgumentException>(() => db.SaveImageListAsync(tooMany, Token));
        await AssertMissingAsync(() => db.GetImageMetaAsync(Samples.Instance(), Token));
    }

    [Fact]
    public virtual async Task A_list_of_the_largest_size_is_saved_whole()
    {
        IDbProvider db = await CreateAsync();
        DicomImageMeta[] rows = [.. Enumerable.Range(1, DbLimits.MaxRowsPerSave).Select(n => Samples.Image(Samples.Instance(instance: n)))];

        await db.SaveImageListAsync(rows, Token);

        Assert.Equal(rows.Length, (await db.GetImageMetasAsync(Samples.TenantA, Samples.Uid(1), Samples.Uid(1, 1), Token)).Count);
    }

    [Fact]
    public virtual async Task What_is_not_there_is_told_so()
    {
        IDbProvider db = await CreateAsync();
        InstanceKey key = Samples.Instance();
        await AssertMissingAsync(() => db.GetImageMetaAsync(key, Token));
        await AssertMissingAsync(() => db.GetJsonMetaAsync(key.TenantId, key.StudyUid, key.SeriesUid, Token));
        await AssertMissingAsync(() => db.GetStoreMetaAsync(Samples.Store(key).TraceId, Token));
        Assert.Empty(await db.GetStateMetasAsync(key.TenantId, key.StudyUid, Token));
        Assert.Empty(await db.GetImageMetasAsync(key.TenantId, key.StudyUid, seriesUid: null, Token));
    }
}
