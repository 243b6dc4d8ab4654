using Dicom.Storage.Core;

namespace Dicom.Storage.Specification;

/// <summary>The searches behind QIDO-RS.</summary>
public abstract class DbSearchSpecification<TFixture>(TFixture fixture) : DbSpecification<TFixture>(fixture)
    where TFixture : class, IDbProviderFixture
{
    [Theory]
    [InlineData("DOE^JOHN", new[] { 1 })]
    [InlineData("doe^john", new[] { 1 })]
    [InlineData("doe*", new[] { 1, 2 })]
    [InlineData("d?e^j*", new[] { 1, 2 })]
    [InlineData("*", new[] { 1, 2, 3, 4 })]
    [InlineData("?田*", new[] { 3 })]
    [InlineData("MÜLLER*", new[] { 4 })]
    [InlineData("*[[]*", new int[0])]
    [InlineData("DOE", new int[0])]
    public virtual async Task Patient_names_match_without_regard_to_case(string pattern, int[] expected)
    {
        IDbProvider db = await FilledAsync();
        Assert.Equal(expected, await StudiesAsync(db, QueryCondition.Wildcard(QueryField.PatientName, pattern)));
    }

    [Theory]
    [InlineData("Chest [CT] 50%", new[] { 1 })]
    [InlineData("*[CT]*", new[] { 1 })]
    [InlineData("*50%", new[] { 1 })]
    [InlineData("Chest_[CT] 50%", new int[0])]
    [InlineData("chest*", new[] { 2 })]
    [InlineData("Chest*", new[] { 1 })]
    public virtual async Task Other_text_matches_with_regard_to_case_and_only_two_characters_are_wild(string pattern, int[] expected)
    {
        IDbProvider db = await FilledAsync();
        Assert.Equal(expected, await StudiesAsync(db, QueryCondition.Wildcard(QueryField.StudyDescription, pattern)));
    }

    [Fact]
    public virtual async Task Ranges_include_both_ends_and_leave_out_what_has_no_value()
    {
        IDbProvider db = await FilledAsync();
        DateOnly first = new(2024, 1, 1), second = new(2024, 1, 2);

        Assert.Equal([1, 2], await StudiesAsync(db, QueryCondition.DateRange(QueryField.StudyDate, first, second)));
        Assert.Equal([2, 3], await StudiesAsync(db, QueryCondition.DateRange(QueryField.StudyDate, second, last: null)));
        Assert.Equal([1], await StudiesAsync(db, QueryCondition.DateRange(QueryField.StudyDate, first: null, first)));
        Assert.Equal([1, 2, 3], await StudiesAsync(db, QueryCondition.DateRange(QueryField.StudyDate, first: null, last: null)));
        Assert.Equal(
            [1], await StudiesAsync(db, QueryCondition.TimeRange(QueryField.StudyTime, new TimeOnly(10, 0), new TimeOnly(10, 0, 0, 500))));
    }

    [Fact]
    public virtual async Task Lists_match_any_of_their_values_and_empty_lists_nothing()
    {
        IDbProvider db = await FilledAsync();
        string[] uids = [.. Enumerable.Range(3, 2_000).Select(n => Samples.Uid(n).Value)];

        Assert.Equal([3, 4], await StudiesAsync(db, QueryCondition.AnyOf(QueryField.StudyInstanceUid, uids)));
        Assert.Empty(await StudiesAsync(db, QueryCondition.AnyOf(QueryField.StudyInstanceUid)));
        Assert.Equal([2], await StudiesAsync(db, QueryCondition.AnyOf(QueryField.PatientId, "P2", "it's \"none\"")));
    }

    [Fact]
    public virtual async Task Text_that_differs_by_a_trailing_space_or_by_case_alone_is_different()
    {
        IDbProvider db = await CreateAsync();
        string[] ids = ["P1", "P1 ", "p1", "𠮷 "];
        await db.SaveStateListAsync([.. ids.Select((id, i) => Samples.State(Samples.Series(i + 1)) with { PatientId = Name(id) })], Token);

        Assert.Equal(4, (await db.QueryPatientsAsync(Query() with { IncludeTotal = true }, Token)).Total);
        Assert.Equal([1], await StudiesAsync(db, QueryCondition.AnyOf(QueryField.PatientId, "P1")));
        Assert.Equal([2, 4], await StudiesAsync(db, QueryCondition.AnyOf(QueryField.PatientId, "P1 ", "𠮷 ", "𠮷", "P1  ")));
        Assert.Equal([2], await StudiesAsync(db, QueryCondition.Wildcard(QueryField.PatientId, "P? ")));
        Assert.Equal([4], await StudiesAsync(db, QueryCondition.Wildcard(QueryField.PatientId, "? ")));
    }

    [Fact]
    public virtual async Task Days_and_times_at_the_ends_of_the_calendar_are_found()
    {
        IDbProvider db = await CreateAsync();
        await db.SaveStateListAsync(
            [
                Samples.State(Samples.Series(1)) with { StudyDate = DateOnly.MinValue, StudyTime = TimeOnly.MinValue },
                Samples.State(Samples.Series(2)) with { StudyDate = DateOnly.MaxValue, StudyTime = new TimeOnly(23, 59, 59, 999, 999) },
            ],
            Token);

        Assert.Equal([2], await StudiesAsync(db, QueryCondition.DateRange(QueryField.StudyDate, DateOnly.MaxValue, last: null)));
        Assert.Equal([1], await StudiesAsync(db, QueryCondition.DateRange(QueryField.StudyDate, first: null, DateOnly.MinValue)));
        Assert.Equal([1, 2], await StudiesAsync(db, QueryCondition.DateRange(QueryField.StudyDate, DateOnly.MinValue, DateOnly.MaxValue)));
        Assert.Equal([2], await StudiesAsync(db, QueryCondition.TimeRange(QueryField.StudyTime, new TimeOnly(23, 59, 59, 999, 999), last: null)));
    }

    [Fact]
    public virtual async Task All_conditions_hold_at_once()
    {
        IDbProvider db = await FilledAsync();
        Assert.Equal([2], await StudiesAsync(
            db, QueryCondition.Wildcard(QueryField.PatientName, "doe*"), QueryCondition.AnyOf(QueryField.ModalitiesInStudy, "SR")));
    }

    [Fact]
    public virtual async Task A_study_is_summed_up_over_all_its_series()
    {
        IDbProvider db = await FilledAsync();
        QueryPage<StudySummary> page = await db.QueryStudiesAsync(Query(QueryCondition.AnyOf(QueryField.Modality, "SR")), Token);

        StudySummary study = Assert.Single(page.Items);
        Assert.Equal(Samples.Uid(2), study.StudyUid);
        Assert.Equal(["CT", "SR"], study.ModalitiesInStudy);
        Assert.Equal(2, study.NumberOfSeries);
        Assert.Equal(3, study.NumberOfInstances);
        Assert.Equal("Roe^Late", study.PatientName!.Value.Value);
        Assert.Equal(Samples.Noon.AddMinutes(9), study.UpdatedTime);
        Assert.Null(page.Total);
    }

    [Fact]
    public virtual async Task Studies_come_latest_first_and_pages_neither_miss_nor_repeat()
    {
        IDbProvider db = await FilledAsync();
        List<int> paged = [];
        for (int offset = 0; offset < 5; offset++)
        {
            QueryPage<StudySummary> page = await db.QueryStudiesAsync(Query() with { Offset = offset, Limit = 1, IncludeTotal = true }, Token);
            Assert.Equal(4, page.Total);
            paged.AddRange(page.Items.Select(s => Number(s.StudyUid)));
        }

        Assert.Equal([3, 2, 1, 4], paged);
        QueryPage<StudySummary> count = await db.QueryStudiesAsync(Query() with { Limit = 0, IncludeTotal = true }, Token);
        Assert.Equal(4, count.Total);
        Assert.Empty(count.Items);
    }

    [Fact]
    public virtual async Task Patients_are_grouped_by_their_id()
    {
        IDbProvider db = await FilledAsync();
        await db.SaveStateInfoAsync(Samples.State(Samples.Series(5)) with { PatientName = Name("Doe^John^Jr"), UpdatedTime = Samples.Noon.AddDays(1) }, Token);

        QueryPage<PatientSummary> page = await db.QueryPatientsAsync(Query() with { IncludeTotal = true }, Token);

        Assert.Equal(["P1", "P2", "P3", "P4"], page.Items.Select(p => p.PatientId.Value));
        Assert.Equal(4, page.Total);
        Assert.Equal((2, 2, 1L), (page.Items[0].NumberOfStudies, page.Items[0].NumberOfSeries, page.Items[0].NumberOfInstances));
        Assert.Equal("Doe^John^Jr", page.Items[0].PatientName!.Value.Value);
        Assert.Equal((1, 2, 3L), (page.Items[1].NumberOfStudies, page.Items[1].NumberOfSeries, page.Items[1].NumberOfInstances));
    }

    [Fact]
    public virtual async Task Series_come_by_number_with_none_last()
    {
        IDbProvider db = await CreateAsync();
        int?[] numbers = [null, 10, 2, null, -1];
        await db.SaveStateListAsync(
            [.. numbers.Select((number, i) => Samples.State(Samples.Series(1, i + 1)) with { SeriesNumber = number })], Token);

        QueryPage<DicomStateMeta> page = await db.QuerySeriesAsync(Query() with { IncludeTotal = true }, Token);
        Assert.Equal([5, 3, 2, 1, 4], page.Items.Select(s => Number(s.SeriesUid)));
        Assert.Equal(5, page.Total);

        QueryPage<DicomStateMeta> two = await db.QuerySeriesAsync(Query(QueryCondition.Equal(QueryField.SeriesNumber, 2)), Token);
        Assert.Equal(3, Number(Assert.Single(two.Items).SeriesUid));
    }

    [Fact]
    public virtual async Task Objects_are_found_by_their_own_values_and_by_those_of_their_series()
    {
        IDbProvider db = await FilledAsync();
        async Task<List<string>> FindAsync(params QueryCondition[] conditions) =>
            [.. (await db.QueryInstancesAsync(Query(conditions), Token)).Items.Select(i => i.SopUid.Value)];

        Assert.Equal([Samples.Uid(2, 2, 1).Value], await FindAsync(QueryCondition.AnyOf(QueryField.SopInstanceUid, Samples.Uid(2, 2, 1).Value)));
        Assert.Equal([Samples.Uid(2, 2, 1).Value], await FindAsync(QueryCondition.AnyOf(QueryField.Modality, "SR")));
        Assert.Equal(3, (await FindAsync(QueryCondition.AnyOf(QueryField.PatientId, "P2"))).Count);
        Assert.Equal(3, (await FindAsync(QueryCondition.AnyOf(QueryField.ModalitiesInStudy, "SR"))).Count);
        Assert.Equal(
            [Samples.Uid(2, 1, 2).Value, Samples.Uid(2, 1, 1).Value, Samples.Uid(2, 2, 1).Value],
            await FindAsync(QueryCondition.AnyOf(QueryField.StudyInstanceUid, Samples.Uid(2).Value)));
        Assert.Equal(
            [Samples.Uid(2, 1, 2).Value],
            await FindAsync(QueryCondition.AnyOf(QueryField.PatientId, "P2"), QueryCondition.Equal(QueryField.InstanceNumber, 1)));
    }

    [Fact]
    public virtual async Task Nothing_of_another_tenant_is_found_or_counted()
    {
        IDbProvider db = await FilledAsync();
        MetaQuery other = new() { TenantId = Samples.TenantB, IncludeTotal = true };
        Assert.Equal(0, (await db.QueryPatientsAsync(other, Token)).Total);
        Assert.Equal(0, (await db.QueryStudiesAsync(other, Token)).Total);
        Assert.Equal(0, (await db.QuerySeriesAsync(other, Token)).Total);
        Assert.Equal(0, (await db.QueryInstancesAsync(other, Token)).Total);
    }

    [Fact]
    public virtual async Task Conditions_of_a_level_below_are_refused()
    {
        IDbProvider db = await CreateAsync();
        MetaQuery query = Query(QueryCondition.AnyOf(QueryField.SopInstanceUid, "1.2"));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => db.QueryPatientsAsync(query, Token));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => db.QueryStudiesAsync(query, Token));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => db.QuerySeriesAsync(query, Token));
    }

    private static MetaQuery Query(params QueryCondition[] conditions) => new() { TenantId = Samples.TenantA, Conditions = conditions };

    private static int Number(DataSets.DicomUid uid) => int.Parse(uid.Value.AsSpan(uid.Value.LastIndexOf('.') + 1), provider: null);

    private static BoundedString<Max64> Name(string value) => BoundedString<Max64>.Parse(value);

    private static async Task<List<int>> StudiesAsync(IDbProvider db, params QueryCondition[] conditions) =>
        [.. (await db.QueryStudiesAsync(Query(conditions), Token)).Items.Select(s => Number(s.StudyUid)).Order()];

    // Studies 1 to 4 with one CT series of one object each; study 2 has a second object and a second, later series (SR, one object).
    private async Task<IDbProvider> FilledAsync()
    {
        IDbProvider db = await CreateAsync();
        string[] names = ["Doe^John", "Doe^Jane", "𠮷田^太郎", "Müller^Eva"];
        string?[] descriptions = ["Chest [CT] 50%", "chest", null, "Chëst"];
        List<DicomStateMeta> states = [];
        List<DicomImageMeta> images = [];
        for (int n = 1; n <= 4; n++)
        {
            states.Add(Samples.State(Samples.Series(n)) with
            {
                PatientId = Name($"P{n}"),
                PatientName = Name(names[n - 1]),
                StudyDescription = descriptions[n - 1] is { } text ? Name(text) : null,
                StudyDate = n < 4 ? new DateOnly(2024, 1, n) : null,
                StudyTime = new TimeOnly(10, 0, 0, n == 1 ? 500 : 501),
                Modality = BoundedString<Max16>.Parse("CT"),
            });
            images.Add(Samples.Image(Samples.Instance(n)) with { InstanceNumber = 2 });
        }

        images.Add(Samples.Image(Samples.Instance(2, 1, 2)) with { InstanceNumber = 1 });
        images.Add(Samples.Image(Samples.Instance(2, 2, 1)));
        states.Add(states[1] with
        {
            SeriesUid = Samples.Uid(2, 2), Modality = BoundedString<Max16>.Parse("SR"), PatientName = Name("Roe^Late"),
            UpdatedTime = Samples.Noon.AddMinutes(9),
        });
        await db.SaveIngestBatchAsync(new IngestBatch([], states, images), Token);
        return db;
    }
}
