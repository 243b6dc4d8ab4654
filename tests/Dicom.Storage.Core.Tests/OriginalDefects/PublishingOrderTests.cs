using System.Collections.Concurrent;
using Dicom.Storage.Testing;
using Microsoft.Data.Sqlite;

namespace Dicom.Storage.Core.Tests;

/// <summary>
/// Defects 2 to 4 of dicom-server-rs (the compatibility contract, 10): a failed publish was logged and the records dropped (2); a database
/// error was dropped and the events published nevertheless (3); records came in reverse order, and those below a batch waited without
/// bound (4).
/// </summary>
public sealed class PublishingOrderTests
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Defect_2_what_could_not_be_published_is_published_later_and_stays_in_the_spool_until_then()
    {
        RecordingPublisher publisher = new() { Fails = true };
        await using PipelineFixture fixture = new(publisher);
        await fixture.StartAsync();

        IngestTicket? ticket = await fixture.CommitAsync(SyntheticObject.Create(1, 1, 100), AckLevel.Published);
        await publisher.Failures(3).WaitAsync(s_deadline);
        Assert.Equal(1, fixture.Spool.Depth);
        Assert.False(ticket!.Published.IsCompleted);

        publisher.Fails = false;
        Assert.True(await ticket.Published.WaitAsync(s_deadline));
        Assert.Single(publisher.Receipts);
    }

    [Fact]
    public async Task Defect_3_nothing_is_published_before_the_index_has_committed_and_the_object_waits_for_it()
    {
        RecordingPublisher publisher = new();
        await using PipelineFixture fixture = new(publisher, database: options => options.BusyTimeout = TimeSpan.FromMilliseconds(1));
        await fixture.StartAsync();
        await (await fixture.CommitAsync(SyntheticObject.Create(1, 1, 100), AckLevel.Published))!.Published.WaitAsync(s_deadline);
        await SpoolObjects.EmptiedAsync(fixture.Spool);
        IngestTicket? ticket;
        await using (SqliteConnection other = new($"Data Source={fixture.DatabasePath};Pooling=False"))
        {
            await other.OpenAsync();
            await using SqliteCommand locking = other.CreateCommand();
            locking.CommandText = "BEGIN IMMEDIATE";
            await locking.ExecuteNonQueryAsync();

            ticket = await fixture.CommitAsync(SyntheticObject.Create(2, 1, 100), AckLevel.Published);
            await Eventually.IsTrueAsync(() => fixture.Logs.Lines.Count(line => line.StartsWith("Warning 1011 ", StringComparison.Ordinal)) >= 3); // tried in vain
            Assert.False(ticket!.Published.IsCompleted);
            Assert.Single(publisher.Receipts);
            Assert.Equal(1, fixture.Spool.Depth);
        }

        Assert.True(await ticket.Published.WaitAsync(s_deadline));
        Assert.Equal(2, publisher.Receipts.Count);
        Assert.Equal(2, await fixture.IndexedAsync());
    }

    [Fact]
    public async Task Defect_4_objects_of_a_study_are_published_in_the_order_in_which_they_came_also_through_the_disk()
    {
        RecordingPublisher publisher = new();
        await using PipelineFixture fixture = new(publisher, options =>
        {
            options.QueueCapacity = 2; // most of them leave the memory
            options.MaxBatch = 3;
        });
        await fixture.StartAsync();
        List<string> sent = [];
        IngestTicket? last = null;
        for (int i = 1; i <= 60; i++)
        {
            SyntheticObject item = SyntheticObject.Create(i, 1, 100);
            sent.Add(item.SopUid);
            last = await fixture.CommitAsync(item, AckLevel.Published);
        }

        await last!.Published.WaitAsync(s_deadline);

        Assert.Equal(sent, publisher.Receipts);
    }

    [Fact]
    public async Task Defect_4_a_single_object_waits_for_no_others()
    {
        RecordingPublisher publisher = new();
        await using PipelineFixture fixture = new(publisher, options => options.MaxBatch = 10_000);
        await fixture.StartAsync();

        Assert.True(await (await fixture.CommitAsync(SyntheticObject.Create(1, 1, 100), AckLevel.Published))!.Published.WaitAsync(s_deadline));
    }

    /// <summary>Keeps the receipts in the order in which they were published; fails for a while when told.</summary>
    private sealed class RecordingPublisher : IMessagePublisher
    {
        private readonly ConcurrentQueue<string> _receipts = [];
        private readonly SemaphoreSlim _failed = new(0);

        public volatile bool Fails;

        public IReadOnlyCollection<string> Receipts => _receipts;

        public async Task Failures(int count)
        {
            for (int i = 0; i < count; i++)
                await _failed.WaitAsync();
        }

        public ValueTask PublishAsync(IReadOnlyList<StorageEvent> events, CancellationToken cancellationToken)
        {
            if (Fails)
            {
                _failed.Release();
                throw new DicomStorageException(StorageErrorKind.DatabaseError, "down", isTransient: true);
            }

            foreach (StorageEvent e in events.Where(e => e.Topic == StorageTopic.Storage))
                _receipts.Enqueue(((DicomStoreMeta)e.Payload).SopUid.Value);
            return ValueTask.CompletedTask;
        }
    }
}
