using Dicom.Storage.Core;

namespace Dicom.Storage.Specification;

/// <summary>Which series need a JSON document, and who works on them.</summary>
public abstract class DbJsonSpecification<TFixture>(TFixture fixture) : DbSpecification<TFixture>(fixture)
    where TFixture : class, IDbProviderFixture
{
    private static readonly BoundedString<Max64> s_one = BoundedString<Max64>.Parse("worker-1");
    private static readonly BoundedString<Max64> s_two = BoundedString<Max64>.Parse("worker-2");
    private static readonly DateTimeOffset s_now = Samples.Noon.AddHours(1);

    [Fact]
    public virtual async Task Series_without_a_document_are_due_oldest_first_and_not_before_they_are_quiet()
    {
        IDbProvider db = await CreateAsync();
        await db.SaveStateListAsync(
            [
                Samples.State(Samples.Series(3), Samples.Noon.AddSeconds(3)),
                Samples.State(Samples.Series(1), Samples.Noon.AddSeconds(1)),
                Samples.State(Samples.Series(2, tenant: Samples.TenantB), Samples.Noon.AddSeconds(2)),
            ],
            Token);

        Assert.Equal([1, 2, 3], await DueStudiesAsync(db, Samples.Noon.AddSeconds(3), limit: 10));
        Assert.Equal([1, 2], await DueStudiesAsync(db, Samples.Noon.AddSeconds(3).AddMicroseconds(-1), limit: 10));
        Assert.Equal([1], await DueStudiesAsync(db, Samples.Noon.AddSeconds(3), limit: 1));
    }

    [Fact]
    public virtual async Task A_document_of_the_present_state_ends_the_need_and_a_change_renews_it()
    {
        IDbProvider db = await CreateAsync();
        DicomStateMeta state = Samples.State(Samples.Series());
        await db.SaveStateInfoAsync(state, Token);

        await db.SaveJsonListAsync([Samples.Json(Samples.Series(), state.UpdatedTime)], Token);
        Assert.Empty(await DueStudiesAsync(db, s_now, limit: 10));

        await db.SaveImageListAsync([Samples.Image(Samples.Instance())], Token);
        Assert.Equal([1], await DueStudiesAsync(db, s_now, limit: 10));

        DicomStateMeta changed = await OnlyStateAsync(db, state);
        await db.SaveJsonListAsync([Samples.Json(Samples.Series(), changed.UpdatedTime)], Token);
        Assert.Empty(await DueStudiesAsync(db, s_now, limit: 10));

        await db.SaveStateInfoAsync(state with { UpdatedTime = s_now }, Token);
        Assert.Equal([1], await DueStudiesAsync(db, s_now, limit: 10));
    }

    [Fact]
    public virtual async Task A_document_saved_before_its_series_counts()
    {
        IDbProvider db = await CreateAsync();
        await db.SaveJsonListAsync([Samples.Json(Samples.Series(), Samples.Noon)], Token);

        await db.SaveStateInfoAsync(Samples.State(Samples.Series()), Token);

        Assert.Empty(await DueStudiesAsync(db, s_now, limit: 10));
    }

    [Fact]
    public virtual async Task A_failed_document_is_due_again_a_bounded_number_of_times()
    {
        IDbProvider db = await CreateAsync();
        await db.SaveStateInfoAsync(Samples.State(Samples.Series()), Token);
        for (int tries = 1; tries <= DicomJsonMeta.MaxRetryTimes; tries++)
        {
            Assert.Equal([1], await DueStudiesAsync(db, s_now, limit: 10));
            await db.SaveJsonListAsync([Samples.Json(Samples.Series(), Samples.Noon, JsonStatus.Failed, tries)], Token);
        }

        Assert.Empty(await DueStudiesAsync(db, s_now, limit: 10));
    }

    [Fact]
    public virtual async Task Two_owners_never_hold_one_series()
    {
        IDbProvider db = await CreateAsync();
        IDbProvider other = await Fixture.CreateSecondAsync(db, Token);
        await db.SaveStateListAsync([.. Enumerable.Range(1, 100).Select(n => Samples.State(Samples.Series(n)))], Token);

        IReadOnlyList<DicomStateMeta>[] leased = await Task.WhenAll(Enumerable.Range(0, 20).Select(n =>
            (n % 2 == 0 ? db : other).AcquireJsonLeasesAsync(Request(BoundedString<Max64>.Parse($"w{n}"), limit: 7), Token)));

        List<DicomStateMeta> all = [.. leased.SelectMany(l => l)];
        Assert.Equal(100, all.Count);
        Assert.Equal(100, all.DistinctBy(s => s.StudyUid).Count());
    }

    [Fact]
    public virtual async Task A_lease_that_ended_or_was_released_is_free()
    {
        IDbProvider db = await CreateAsync();
        await db.SaveStateListAsync([Samples.State(Samples.Series(1)), Samples.State(Samples.Series(2))], Token);
        Assert.Equal(2, (await db.AcquireJsonLeasesAsync(Request(s_one), Token)).Count);
        Assert.Empty(await db.AcquireJsonLeasesAsync(Request(s_one), Token));

        await db.ReleaseJsonLeaseAsync(Samples.Series(1), s_two, Token);
        Assert.Empty(await db.AcquireJsonLeasesAsync(Request(s_two), Token));

        await db.ReleaseJsonLeaseAsync(Samples.Series(1), s_one, Token);
        Assert.Equal(Samples.Uid(1), Assert.Single(await db.AcquireJsonLeasesAsync(Request(s_two), Token)).StudyUid);

        DateTimeOffset end = s_now.AddMinutes(1);
        JsonLeaseRequest late = Request(s_two) with { Now = end, Until = end.AddMinutes(1) };
        Assert.Equal(2, (await db.AcquireJsonLeasesAsync(late, Token)).Count);
    }

    [Fact]
    public virtual async Task Only_the_holder_renews_and_only_before_the_end()
    {
        IDbProvider db = await CreateAsync();
        await db.SaveStateInfoAsync(Samples.State(Samples.Series()), Token);
        await db.AcquireJsonLeasesAsync(Request(s_one), Token);
        DateTimeOffset end = s_now.AddMinutes(1);

        Assert.False(await db.RenewJsonLeaseAsync(Samples.Series(), s_two, s_now, end.AddMinutes(5), Token));
        Assert.False(await db.RenewJsonLeaseAsync(Samples.Series(), s_one, end, end.AddMinutes(5), Token));
        Assert.True(await db.RenewJsonLeaseAsync(Samples.Series(), s_one, s_now, end.AddMinutes(5), Token));

        Assert.Empty(await db.AcquireJsonLeasesAsync(Request(s_two) with { Now = end, Until = end.AddMinutes(1) }, Token));
    }

    [Fact]
    public virtual async Task A_lease_has_to_end_after_now()
    {
        IDbProvider db = await CreateAsync();
        await Assert.ThrowsAnyAsync<ArgumentException>(() => db.AcquireJsonLeasesAsync(Request(s_one) with { Until = s_now }, Token));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => db.GetJsonMetasAsync(s_now, limit: 0, Token));
    }

    private static JsonLeaseRequest Request(BoundedString<Max64> owner, int limit = 10) => new()
    {
        Owner = owner, Now = s_now, Until = s_now.AddMinutes(1), EndTime = s_now, Limit = limit,
    };

    private static async Task<List<int>> DueStudiesAsync(IDbProvider db, DateTimeOffset endTime, int limit) =>
        [.. (await db.GetJsonMetasAsync(endTime, limit, Token)).Select(s => int.Parse(s.StudyUid.Value.Split('.')[^1], null))];
}
