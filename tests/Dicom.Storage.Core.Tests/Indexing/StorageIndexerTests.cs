using CsCheck;
using Dicom.Storage.Testing;

namespace Dicom.Storage.Core.Tests;

/// <summary>Hardening K3 to K5 and X30 to X32 as far as they are the indexer's, whatever the bus.</summary>
public sealed class StorageIndexerTests
{
    [Fact]
    public async Task What_a_receiver_without_a_database_publishes_is_indexed_and_told_with_its_count()
    {
        await using IndexerFixture fixture = new();
        await fixture.StartAsync();
        await fixture.ReceiveAsync(SyntheticObject.Create(1, 1, 100));
        await fixture.ReceiveAsync(SyntheticObject.Create(2, 1, 100));

        Assert.Equal(2, await fixture.ImagesAsync());
        Assert.Equal(2, fixture.Publisher.Events.Select(e => e.Payload).OfType<DicomStateMeta>().Last().SeriesRelatedInstances);
        Assert.Equal(2, fixture.Publisher.Events.Count(e => e.Topic == StorageTopic.Image));
        StorageEvent received = fixture.Publisher.Events.First(e => e.Topic == StorageTopic.Storage);
        DicomStoreMeta receipt = await fixture.Database.GetStoreMetaAsync(received.TraceId, CancellationToken.None);
        Assert.Equal(((DicomStoreMeta)received.Payload).FilePath, receipt.FilePath);
        await SpoolObjects.EmptiedAsync(fixture.Spool);
    }

    [Fact]
    public async Task K4_the_same_event_a_hundred_times_has_one_effect()
    {
        await using IndexerFixture fixture = new(consumes: false);
        await fixture.StartAsync();
        StorageEvent first = await fixture.ReceiveAsync(SyntheticObject.Create(1, 1, 100));
        StorageEvent second = await fixture.ReceiveAsync(SyntheticObject.Create(2, 1, 100));
        await fixture.IndexAsync(first);
        await fixture.IndexAsync(second);
        string before = await fixture.RowsAsync();

        for (int i = 0; i < 50; i++)
            await fixture.IndexAsync(first, second, first);
        await fixture.IndexAsync([.. Enumerable.Repeat(first, 100)]);

        Assert.Equal(before, await fixture.RowsAsync());
    }

    [Fact]
    public async Task K4_events_in_any_order_and_any_batches_leave_the_same_rows()
    {
        await using IndexerFixture receiver = new(consumes: false, DuplicatePolicy.Replace);
        await receiver.StartAsync();
        List<StorageEvent> events = [];
        for (int i = 1; i <= 6; i++)
            events.Add(await receiver.ReceiveAsync(AtMinute(i, SyntheticObject.Create(i, 1 + (i % 2), 100))));
        events.Add(await receiver.ReceiveAsync(AtMinute(7, SyntheticObject.Create(1, 2, 100, variant: 1)))); // replaces the first
        await receiver.IndexAsync(events);
        string expected = Timeless(await receiver.RowsAsync());
        foreach ((int study, int minute) in ((int, int)[])[(1, 6), (2, 7)]) // what the study's last receipt says
        {
            DicomStateMeta series = Assert.Single(await receiver.Database.GetStateMetasAsync(TenantId.Fallback, DataSets.DicomUid.Parse(SyntheticObject.Create(1, study, 100).StudyUid), CancellationToken.None));
            Assert.Equal(new TimeOnly(10, minute, 12), series.StudyTime);
        }


        await Gen.Shuffle(events.ToArray()).SampleAsync(
            async order =>
            {
                await receiver.Database.DeleteStudyAsync(TenantId.Fallback, events[0].StudyUid, CancellationToken.None);
                await receiver.Database.DeleteStudyAsync(TenantId.Fallback, events[1].StudyUid, CancellationToken.None);
                foreach (StorageEvent[] batch in order.Chunk(3))
                    await receiver.IndexAsync(batch);
                Assert.Equal(expected, Timeless(await receiver.RowsAsync()));
            },
            iter: 30,
            threads: 1);
    }

    public static TheoryData<string> ForeignLocations =>
    [
        "../1234567890/20260102/1.2/1.2.3/1.2.3.4.dcm", "/etc/passwd", "/1234567890/20260102/1.2/1.2.3/1.2.3.4.dcm", "other/20260102/1.2/1.2.3/1.2.3.4.dcm",
        "1234567890/../other/1.2/1.2.3/1.2.3.4.dcm", "1234567890/20260102/1.2/../../../x.dcm", "1234567890/20260102/1.2/1.2.3/1.2.3.4", string.Empty,
        "1234567890\\20260102\\1.2\\1.2.3\\1.2.3.4.dcm", "1234567890/20260102/1.2/1.2.3/1.2.3.4.dcm\n", "1234567890/20260102//1.2.3/1.2.3.4.dcm", "file:///etc/x.dcm",
    ];

    [Theory]
    [MemberData(nameof(ForeignLocations))]
    public async Task K3_a_location_that_is_not_the_tenants_is_refused_and_nothing_is_opened(string location)
    {
        await using IndexerFixture fixture = new(consumes: false);
        await fixture.StartAsync();
        StorageEvent real = await fixture.ReceiveAsync(SyntheticObject.Create(1, 1, 100));
        StorageEvent forged = With(real, store => store with { FilePath = BoundedString<Max512>.Parse(location) });

        DicomStorageException refusal = await Assert.ThrowsAsync<DicomStorageException>(async () => await fixture.IndexAsync(forged));

        Assert.False(refusal.IsTransient);
        Assert.Equal((0, 0), (fixture.Store.Opened, await fixture.ImagesAsync()));
    }

    [Fact]
    public async Task K5_the_same_id_with_another_content_is_refused_in_one_batch_and_later()
    {
        await using IndexerFixture fixture = new(consumes: false);
        await fixture.StartAsync();
        StorageEvent real = await fixture.ReceiveAsync(SyntheticObject.Create(1, 1, 100));
        StorageEvent other = await fixture.ReceiveAsync(SyntheticObject.Create(2, 1, 100));
        StorageEvent forged = With(other, store => store with { TraceId = real.TraceId });

        await Assert.ThrowsAsync<DicomStorageException>(async () => await fixture.IndexAsync(real, forged));
        await fixture.IndexAsync(real);
        await Assert.ThrowsAsync<DicomStorageException>(async () => await fixture.IndexAsync(forged));
        Assert.Equal(1, await fixture.ImagesAsync());
    }

    [Fact]
    public async Task An_event_with_other_UIDs_than_its_object_is_refused()
    {
        await using IndexerFixture fixture = new(consumes: false);
        await fixture.StartAsync();
        StorageEvent real = await fixture.ReceiveAsync(SyntheticObject.Create(1, 1, 100));
        StorageEvent forged = With(real, store => store with { SopUid = DataSets.DicomUid.Parse("1.2.3") });
        await Assert.ThrowsAsync<DicomStorageException>(async () => await fixture.IndexAsync(forged));
    }

    [Fact]
    public async Task X31_events_that_could_not_be_told_after_the_commit_are_told_when_the_batch_comes_again()
    {
        await using IndexerFixture fixture = new(consumes: false);
        await fixture.StartAsync();
        StorageEvent real = await fixture.ReceiveAsync(SyntheticObject.Create(1, 1, 100));
        fixture.Publisher.FailuresOfStates = 1;
        await Assert.ThrowsAsync<DicomStorageException>(async () => await fixture.IndexAsync(real));
        string before = await fixture.RowsAsync();

        await fixture.IndexAsync(real);

        Assert.Equal(before, await fixture.RowsAsync());
        Assert.Equal([StorageTopic.State, StorageTopic.Image], fixture.Publisher.Events.Where(e => e.Topic >= StorageTopic.State).Select(e => e.Topic));
    }

    [Fact]
    public async Task A_failing_bus_behind_the_indexer_leaves_the_object_in_the_spool_until_it_is_mended()
    {
        await using IndexerFixture fixture = new();
        await fixture.StartAsync();
        fixture.Publisher.FailuresOfStates = 4;
        await fixture.ReceiveAsync(SyntheticObject.Create(1, 1, 100));
        Assert.Equal(1, await fixture.ImagesAsync());
        await SpoolObjects.EmptiedAsync(fixture.Spool);
    }

    [Fact]
    public async Task A_repeated_send_is_dropped_and_another_object_of_its_UID_is_noted_in_the_journal_only()
    {
        await using IndexerFixture fixture = new();
        await fixture.StartAsync();
        await fixture.ReceiveAsync(SyntheticObject.Create(1, 1, 100));
        string rows = await fixture.RowsAsync();

        StorageEvent repeated = await fixture.ReceiveAsync(SyntheticObject.Create(1, 1, 100));
        StorageEvent other = await fixture.ReceiveAsync(SyntheticObject.Create(1, 1, 100, variant: 1));

        Assert.Equal((PutOutcome.AlreadyStored, PutOutcome.KeptBoth), (repeated.Outcome, other.Outcome));
        Assert.Equal(rows, await fixture.RowsAsync());
        Assert.Equal(1, fixture.Publisher.Events.Count(e => e.Topic == StorageTopic.Image));
        Assert.Equal(other.TraceId, (await fixture.Database.GetStoreMetaAsync(other.TraceId, CancellationToken.None)).TraceId);
    }

    [Fact]
    public async Task X32_events_that_the_bus_has_lost_are_made_again_of_the_store_without_a_gap()
    {
        await using IndexerFixture fixture = new(consumes: false);
        await fixture.StartAsync();
        List<StorageEvent> events = [];
        for (int i = 1; i <= 5; i++)
            events.Add(await fixture.ReceiveAsync(SyntheticObject.Create(i, i, 100)));
        await fixture.IndexAsync(events[2]); // the others never arrive

        StoreReplay replay = new(fixture.Store, fixture.Database, fixture.Publisher, TimeProvider.System);
        await using (await fixture.Bus.SubscribeAsync(StorageTopic.Storage, "g", fixture.Indexer.IndexAsync, CancellationToken.None))
            Assert.Equal(4, await replay.RunAsync(StoreReplay.FirstSegment, CancellationToken.None));

        Assert.Equal(5, await fixture.ImagesAsync());
        Assert.Equal(0, await replay.RunAsync(StoreReplay.FirstSegment, CancellationToken.None));
    }

    private static StorageEvent With(StorageEvent real, Func<DicomStoreMeta, DicomStoreMeta> change)
    {
        DicomStoreMeta store = change((DicomStoreMeta)real.Payload);
        return new StorageEvent(StorageTopic.Storage, store.TraceId, store.TenantId, store.StudyUid, store);
    }

    // Study Time, which the synthetic object has at 10:11:12; rows as text show hours and minutes.
    private static SyntheticObject AtMinute(int minute, SyntheticObject item)
    {
        int at = item.DataSet.AsSpan().IndexOf("101112"u8);
        item.DataSet[at + 2] = (byte)'0';
        item.DataSet[at + 3] = (byte)('0' + minute);
        return item;
    }

    // The moment of a series counts its changes by microseconds, and so tells how it came about.
    private static string Timeless(string rows) => System.Text.RegularExpressions.Regex.Replace(rows, "(Created|Updated)Time = [^,}]+", string.Empty, System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(5));
}
