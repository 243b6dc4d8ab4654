using Dicom.Storage.Core;

namespace Dicom.Storage.Specification;

/// <summary>Taking out studies, series and objects.</summary>
public abstract class DbDeleteSpecification<TFixture>(TFixture fixture) : DbSpecification<TFixture>(fixture)
    where TFixture : class, IDbProviderFixture
{
    private static readonly DateTimeOffset s_later = Samples.Noon.AddHours(1);

    [Fact]
    public virtual async Task An_object_goes_with_its_receipts_and_its_files_are_named()
    {
        IDbProvider db = await FilledAsync();
        InstanceKey key = Samples.Instance(1, 1, 1);

        RemovedInstance removed = Assert.Single(await db.DeleteInstanceAsync(key, s_later, Token));

        Assert.Equal(key, removed.Key);
        Assert.Equal(["objects/111.dcm", "objects/copy-111.dcm"], removed.Locations.Order(StringComparer.Ordinal));
        await AssertMissingAsync(() => db.GetImageMetaAsync(key, Token));
        await AssertMissingAsync(() => db.GetStoreMetaAsync(Samples.Store(key, 111).TraceId, Token));
        DicomStateMeta series = await OnlyStateAsync(db, Samples.State(key.Series));
        Assert.Equal(1, series.SeriesRelatedInstances);
        Assert.Equal(s_later, series.UpdatedTime);
        Assert.Empty(await db.DeleteInstanceAsync(key, s_later, Token));
    }

    [Fact]
    public virtual async Task The_last_object_takes_the_series_with_it()
    {
        IDbProvider db = await FilledAsync();
        await db.DeleteInstanceAsync(Samples.Instance(1, 1, 1), s_later, Token);
        await db.DeleteInstanceAsync(Samples.Instance(1, 1, 2), s_later, Token);

        Assert.Equal(Samples.Uid(1, 2), Assert.Single(await db.GetStateMetasAsync(Samples.TenantA, Samples.Uid(1), Token)).SeriesUid);
        await AssertMissingAsync(() => db.GetJsonMetaAsync(Samples.TenantA, Samples.Uid(1), Samples.Uid(1, 1), Token));
    }

    [Fact]
    public virtual async Task A_series_goes_whole_and_others_stay()
    {
        IDbProvider db = await FilledAsync();

        IReadOnlyList<RemovedInstance> removed = await db.DeleteSeriesAsync(Samples.Series(1, 1), Token);

        Assert.Equal([Samples.Instance(1, 1, 1), Samples.Instance(1, 1, 2)], removed.Select(r => r.Key));
        Assert.Single(await db.GetStateMetasAsync(Samples.TenantA, Samples.Uid(1), Token));
        Assert.Equal(2, (await db.GetImageMetasAsync(Samples.TenantA, Samples.Uid(1), seriesUid: null, Token)).Count);
        Assert.Empty(await db.DeleteSeriesAsync(Samples.Series(1, 1), Token));
    }

    [Fact]
    public virtual async Task A_study_goes_whole_and_the_same_study_of_another_tenant_stays()
    {
        IDbProvider db = await FilledAsync();

        Assert.Equal(4, (await db.DeleteStudyAsync(Samples.TenantA, Samples.Uid(1), Token)).Count);

        Assert.Empty(await db.GetStateMetasAsync(Samples.TenantA, Samples.Uid(1), Token));
        Assert.Equal(2, (await db.GetStateMetasAsync(Samples.TenantB, Samples.Uid(1), Token)).Count);
        Assert.Equal(4, (await db.GetImageMetasAsync(Samples.TenantB, Samples.Uid(1), seriesUid: null, Token)).Count);
        Assert.Equal(4, (await db.GetImageMetasAsync(Samples.TenantA, Samples.Uid(2), seriesUid: null, Token)).Count);
    }

    [Fact]
    public virtual async Task What_was_taken_out_can_come_again_as_new()
    {
        IDbProvider db = await FilledAsync();
        await db.DeleteStudyAsync(Samples.TenantA, Samples.Uid(1), Token);
        InstanceKey key = Samples.Instance();

        await db.SaveIngestBatchAsync(new IngestBatch([], [Samples.State(key.Series, s_later)], [Samples.Image(key, s_later)]), Token);

        DicomStateMeta state = await OnlyStateAsync(db, Samples.State(key.Series));
        Assert.Equal(s_later, state.CreatedTime);
        Assert.Equal(1, state.SeriesRelatedInstances);
    }

    [Fact]
    public virtual async Task A_receipt_without_an_object_names_its_file_too()
    {
        IDbProvider db = await CreateAsync();
        await db.SaveStoreListAsync([Samples.Store(Samples.Instance())], Token);

        RemovedInstance removed = Assert.Single(await db.DeleteStudyAsync(Samples.TenantA, Samples.Uid(1), Token));
        Assert.Equal(["objects/1.dcm"], removed.Locations);
    }

    // Two tenants with two studies of two series of two objects; each object has its place in both rows, the first one also a copy.
    private async Task<IDbProvider> FilledAsync()
    {
        IDbProvider db = await CreateAsync();
        int trace = 111;
        foreach (TenantId tenant in (TenantId[])[Samples.TenantA, Samples.TenantB])
        {
            foreach ((int study, int series) in ((int, int)[])[(1, 1), (1, 2), (2, 1), (2, 2)])
            {
                InstanceKey[] keys = [Samples.Instance(study, series, 1, tenant), Samples.Instance(study, series, 2, tenant)];
                await db.SaveIngestBatchAsync(
                    new IngestBatch(
                        [.. keys.Select(key => Samples.Store(key, trace++))],
                        [Samples.State(keys[0].Series)],
                        [.. keys.Select(key => Samples.Image(key) with { PixelDataLocation = BoundedString<Max512>.Parse("objects/copy-111.dcm") })]),
                    Token);
                await db.SaveJsonListAsync([Samples.Json(keys[0].Series, Samples.Noon)], Token);
            }
        }

        return db;
    }
}
