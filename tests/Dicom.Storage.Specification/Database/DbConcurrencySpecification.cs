using Dicom.Storage.Core;

namespace Dicom.Storage.Specification;

/// <summary>Many at once, and those that give up.</summary>
public abstract class DbConcurrencySpecification<TFixture>(TFixture fixture) : DbSpecification<TFixture>(fixture)
    where TFixture : class, IDbProviderFixture
{
    private const int Writers = 64;

    [Fact]
    public virtual async Task Writers_of_one_object_make_one_row_and_no_error()
    {
        IDbProvider db = await CreateAsync();
        InstanceKey key = Samples.Instance();

        await Task.WhenAll(Enumerable.Range(0, Writers).Select(n => db.SaveIngestBatchAsync(
            new IngestBatch([Samples.Store(key, n)], [Samples.State(key.Series)], [Samples.Image(key) with { InstanceNumber = n }]), Token)));

        Assert.Single(await db.GetImageMetasAsync(key.TenantId, key.StudyUid, key.SeriesUid, Token));
        Assert.Equal(1, (await OnlyStateAsync(db, Samples.State(key.Series))).SeriesRelatedInstances);
    }

    [Fact]
    public virtual async Task Writers_of_one_series_are_all_counted()
    {
        IDbProvider db = await CreateAsync();
        IDbProvider other = await Fixture.CreateSecondAsync(db, Token);

        await Task.WhenAll(Enumerable.Range(1, Writers).Select(n => (n % 2 == 0 ? db : other).SaveIngestBatchAsync(
            new IngestBatch([], [Samples.State(Samples.Series())], [Samples.Image(Samples.Instance(instance: n))]), Token)));

        Assert.Equal(Writers, (await OnlyStateAsync(db, Samples.State(Samples.Series()))).SeriesRelatedInstances);
    }

    [Fact]
    public virtual async Task A_reader_never_sees_half_a_batch()
    {
        IDbProvider db = await CreateAsync();
        using CancellationTokenSource done = CancellationTokenSource.CreateLinkedTokenSource(Token);
        Task writer = WriteAsync();
        while (!writer.IsCompleted)
        {
            int images = (await db.GetImageMetasAsync(Samples.TenantA, Samples.Uid(1), seriesUid: null, Token)).Count;
            Assert.Equal(0, images % 50);
        }

        await writer;

        async Task WriteAsync()
        {
            await Task.Yield();
            for (int batch = 0; batch < 20; batch++)
            {
                int start = batch * 50;
                await db.SaveImageListAsync(
                    [.. Enumerable.Range(start + 1, 50).Select(n => Samples.Image(Samples.Instance(instance: n)))], Token);
            }
        }
    }

    [Fact]
    public virtual async Task A_token_cancelled_before_saves_nothing()
    {
        IDbProvider db = await CreateAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => db.SaveImageListAsync([Samples.Image(Samples.Instance())], new CancellationToken(canceled: true)));
        await AssertMissingAsync(() => db.GetImageMetaAsync(Samples.Instance(), Token));
    }

    [Fact]
    public virtual async Task A_save_cancelled_at_any_row_saves_all_or_nothing_and_harms_no_other()
    {
        IDbProvider db = await CreateAsync();
        for (int cut = 0; cut < 40; cut += 3)
        {
            using CancellationTokenSource cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
            CancellingList<DicomImageMeta> rows = new(
                [.. Enumerable.Range(1, 40).Select(n => Samples.Image(Samples.Instance(study: cut + 1, instance: n)))], cut, cancel);
            Task<bool> cancelled = WasCancelledAsync(db.SaveImageListAsync(rows, cancel.Token));
            Task other = db.SaveImageListAsync([Samples.Image(Samples.Instance(study: 1_000 + cut))], Token);

            await other;
            int saved = (await db.GetImageMetasAsync(Samples.TenantA, Samples.Uid(cut + 1), seriesUid: null, Token)).Count;
            Assert.Equal(await cancelled ? 0 : 40, saved);
            Assert.NotNull(await db.GetImageMetaAsync(Samples.Instance(study: 1_000 + cut), Token));
        }
    }

    [Fact]
    public virtual async Task A_row_that_cannot_be_saved_takes_its_list_with_it_and_no_other()
    {
        IDbProvider db = await CreateAsync();
        DicomImageMeta[] withHole = [Samples.Image(Samples.Instance(instance: 1)), null!, Samples.Image(Samples.Instance(instance: 2))];

        Task bad = db.SaveImageListAsync(withHole, Token);
        Task good = db.SaveImageListAsync([Samples.Image(Samples.Instance(study: 2))], Token);

        await Assert.ThrowsAnyAsync<Exception>(() => bad);
        await good;
        Assert.Empty(await db.GetImageMetasAsync(Samples.TenantA, Samples.Uid(1), seriesUid: null, Token));
        Assert.Single(await db.GetImageMetasAsync(Samples.TenantA, Samples.Uid(2), seriesUid: null, Token));
    }

    private static async Task<bool> WasCancelledAsync(Task save)
    {
        try
        {
            await save;
            return false;
        }
        catch (OperationCanceledException)
        {
            return true;
        }
    }
}
