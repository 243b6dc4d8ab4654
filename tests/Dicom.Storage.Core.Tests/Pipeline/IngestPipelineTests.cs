using System.Collections.Concurrent;
using Dicom.Storage.Testing;

namespace Dicom.Storage.Core.Tests;

public sealed class IngestPipelineTests
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_publisher_that_is_down_for_a_while_delays_and_loses_nothing()
    {
        ScriptedPublisher publisher = new(failures: 5, new DicomStorageException(StorageErrorKind.DatabaseError, "down", isTransient: true));
        await using PipelineFixture fixture = new(publisher, options => options.MaxAttempts = 1);
        await fixture.StartAsync();

        IngestTicket? ticket = await fixture.CommitAsync(SyntheticObject.Create(1, 1, 100), AckLevel.Published);

        Assert.True(await ticket!.Published.WaitAsync(s_deadline));
        Assert.Equal(6, publisher.Calls);
        Assert.Equal(1, await fixture.IndexedAsync());
        await SpoolObjects.EmptiedAsync(fixture.Spool);
    }

    [Fact]
    public async Task An_object_that_fails_for_good_is_quarantined_with_a_reason_and_the_others_go_on()
    {
        ScriptedPublisher publisher = new(events => events.Any(e => e.Payload is DicomStoreMeta { SopUid.Value: var uid } && uid.EndsWith(".2", StringComparison.Ordinal)));
        await using PipelineFixture fixture = new(publisher, options => options.Partitions = 1);
        IngestTicket?[] tickets = new IngestTicket?[3];
        for (int i = 0; i < 3; i++)
            tickets[i] = await fixture.CommitAsync(SyntheticObject.Create(i + 1, 1, 100), AckLevel.Published);

        await fixture.StartAsync();

        Assert.True(await tickets[0]!.Published.WaitAsync(s_deadline));
        Assert.False(await tickets[1]!.Published.WaitAsync(s_deadline));
        Assert.True(await tickets[2]!.Published.WaitAsync(s_deadline));
        QuarantinedEntry quarantined = Assert.Single(fixture.Spool.Quarantine.List());
        Assert.Contains(nameof(InvalidOperationException), quarantined.Reason.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", quarantined.Reason.Reason, StringComparison.Ordinal);
        await SpoolObjects.EmptiedAsync(fixture.Spool);
    }

    [Fact]
    public async Task What_the_spool_holds_from_before_is_ingested_at_start_with_what_its_file_says()
    {
        ScriptedPublisher publisher = new(failures: 0, failure: null);
        await using PipelineFixture fixture = new(publisher);
        for (int i = 1; i <= 20; i++)
        {
            await using SpoolWriter writer = SpoolObjects.Begin(fixture.Spool, SyntheticObject.Create(i, i % 3, 1_000));
            await writer.CommitAsync(durable: true);
        }

        await fixture.StartAsync();
        await publisher.Published(20).WaitAsync(s_deadline);

        Assert.Equal(20, await fixture.IndexedAsync());
        Assert.Equal(20, fixture.Objects.Length);
        Assert.All(publisher.Stores, store => Assert.Equal(("10.0.0.7", "CT1"), (store.SourceIp.Value, store.SourceAe.Value)));
    }

    [Fact]
    public async Task More_than_the_memory_may_hold_is_read_again_from_the_spool_in_order()
    {
        ScriptedPublisher publisher = new(failures: 0, failure: null);
        await using PipelineFixture fixture = new(publisher, options =>
        {
            options.QueueCapacity = 2;
            options.MaxBatch = 1;
            options.Partitions = 1;
        });
        await fixture.StartAsync();

        List<string> sent = [];
        for (int i = 1; i <= 60; i++)
        {
            SyntheticObject item = SyntheticObject.Create(i, 1, 100);
            sent.Add(item.SopUid);
            await fixture.CommitAsync(item, AckLevel.Received);
        }

        await publisher.Published(60).WaitAsync(s_deadline);
        Assert.Equal(60, publisher.Stores.Select(store => store.SopUid.Value).Distinct().Count());
        Assert.Equal(60, await fixture.IndexedAsync());
        Assert.Empty(sent.Except(publisher.Stores.Select(store => store.SopUid.Value)));
    }

    [Fact]
    public async Task An_entry_that_is_no_object_is_quarantined_and_does_not_stop_the_rest()
    {
        ScriptedPublisher publisher = new(failures: 0, failure: null);
        await using PipelineFixture fixture = new(publisher);
        await using (SpoolWriter garbage = fixture.Spool.Create(TenantId.Fallback))
        {
            garbage.Write("no DICOM at all"u8);
            await garbage.CommitAsync(durable: true);
        }

        await using (SpoolWriter writer = SpoolObjects.Begin(fixture.Spool, SyntheticObject.Create(1, 1, 100)))
            await writer.CommitAsync(durable: true);

        await fixture.StartAsync();
        await publisher.Published(1).WaitAsync(s_deadline);

        Assert.Equal(1, await fixture.IndexedAsync());
        await Eventually.IsTrueAsync(() => fixture.Spool.Quarantine.List().Count() == 1); // another partition's work
    }

    [Fact]
    public async Task Events_tell_the_series_with_its_count_and_carry_the_location()
    {
        ScriptedPublisher publisher = new(failures: 0, failure: null);
        await using PipelineFixture fixture = new(publisher);
        await fixture.StartAsync();
        await (await fixture.CommitAsync(SyntheticObject.Create(1, 7, 100), AckLevel.Published))!.Published.WaitAsync(s_deadline);
        await (await fixture.CommitAsync(SyntheticObject.Create(2, 7, 100), AckLevel.Published))!.Published.WaitAsync(s_deadline);

        DicomStateMeta state = publisher.Events.Select(e => e.Payload).OfType<DicomStateMeta>().Last();
        Assert.Equal(2, state.SeriesRelatedInstances);
        Assert.All(publisher.Stores, store => Assert.True(File.Exists(Path.Combine(fixture.Store.Root, store.FilePath.Value))));
        Assert.Equal(
            [StorageTopic.Storage, StorageTopic.Log, StorageTopic.State, StorageTopic.Image],
            publisher.Events.Take(4).Select(e => e.Topic));
    }

    /// <summary>Fails as told, then keeps what it was given.</summary>
    private sealed class ScriptedPublisher : IMessagePublisher
    {
        private readonly ConcurrentQueue<StorageEvent> _events = [];
        private readonly ConcurrentDictionary<int, TaskCompletionSource> _waiters = [];
        private readonly Func<IReadOnlyList<StorageEvent>, bool>? _refuses;
        private readonly Exception? _failure;
        private int _failures;

        public ScriptedPublisher(int failures, Exception? failure)
        {
            _failures = failures;
            _failure = failure;
        }

        public ScriptedPublisher(Func<IReadOnlyList<StorageEvent>, bool> refuses) => _refuses = refuses;

        public int Calls { get; private set; }

        public IEnumerable<StorageEvent> Events => _events;

        public IEnumerable<DicomStoreMeta> Stores => _events.Where(e => e.Topic == StorageTopic.Storage).Select(e => (DicomStoreMeta)e.Payload);

        public Task Published(int count)
        {
            TaskCompletionSource waiter = _waiters.GetOrAdd(count, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            if (Stores.Count() >= count)
                waiter.TrySetResult();
            return waiter.Task;
        }

        public ValueTask PublishAsync(IReadOnlyList<StorageEvent> events, CancellationToken cancellationToken)
        {
            Calls++;
            if (_failures-- > 0)
                throw _failure!;
            if (_refuses?.Invoke(events) == true)
                throw new InvalidOperationException("a message with a secret value");
            foreach (StorageEvent e in events)
                _events.Enqueue(e);
            int stores = Stores.Count();
            foreach ((int count, TaskCompletionSource waiter) in _waiters)
            {
                if (stores >= count)
                    waiter.TrySetResult();
            }

            return ValueTask.CompletedTask;
        }
    }
}
