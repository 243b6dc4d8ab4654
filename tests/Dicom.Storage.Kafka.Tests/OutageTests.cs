using Confluent.Kafka;
using Dicom.Storage.Core;
using Dicom.Storage.Specification;

namespace Dicom.Storage.Kafka.Tests;

/// <summary>Hardening X27 to X29 and X32 on mock brokers.</summary>
public sealed class OutageTests : IAsyncDisposable
{
    private readonly MockCluster _cluster = new(brokers: 3);
    private readonly TestBus _bus;

    public OutageTests()
    {
        _bus = new TestBus(_cluster.BootstrapServers);
        foreach (string topic in Enum.GetValues<StorageTopic>().Select(_bus.Options.NameOf))
        {
            _cluster.CreateTopic(topic, partitions: 2);
            _cluster.CreateTopic(topic + ".dlq");
        }
    }

    [Fact]
    public async Task X27_while_all_brokers_are_down_objects_are_taken_and_afterwards_the_spool_drains_with_nothing_lost_or_written_twice()
    {
        const int objects = 200;
        await using KafkaNode node = new(_bus);
        await node.Database.EnsureSchemaAsync(CancellationToken.None);
        await node.ReceiveAsync(1, 1);
        await node.DrainedAsync();

        _cluster.SetDown();
        for (int i = 2; i <= objects; i++)
            await node.ReceiveAsync(i, i % 7); // returns: acknowledged
        Assert.Equal(objects - 1, node.Spool.Depth);
        _cluster.SetUp();

        await using StorageIndexer indexer = await node.IndexAsync();
        await node.DrainedAsync();
        await node.IndexedAsync(objects);
        IReadOnlyList<KafkaRecord> written = await _bus.ReadAsync(_bus.Options.StorageTopicName, records => records.Count >= objects);
        Assert.Equal((objects, objects), (written.Count, written.Select(IdOf).Distinct().Count()));
    }

    [Theory]
    [InlineData(ErrorCode.RequestTimedOut, ErrorCode.NotEnoughReplicas, ErrorCode.NotEnoughReplicasAfterAppend)]
    [InlineData(ErrorCode.NotLeaderForPartition, ErrorCode.LeaderNotAvailable, ErrorCode.RequestTimedOut)]
    [InlineData(ErrorCode.KafkaStorageError, ErrorCode.NotEnoughReplicas, ErrorCode.NotLeaderForPartition)]
    public async Task X28_errors_that_pass_cost_no_event_and_write_none_twice(ErrorCode first, ErrorCode second, ErrorCode third)
    {
        StorageEvent[] events = Events(1, 50);
        _cluster.FailProduce(first, second, third);

        await _bus.Publisher.PublishAsync(events, CancellationToken.None);

        IReadOnlyList<KafkaRecord> written = await _bus.ReadAsync(_bus.Options.StorageTopicName, records => records.Count >= 50);
        Assert.Equal(events.Select(e => e.TraceId.Value), written.Select(IdOf));
    }

    [Fact]
    public async Task X28_a_slow_network_delays_and_writes_once()
    {
        await _bus.Publisher.PublishAsync(Events(2, 1), CancellationToken.None);
        _cluster.SetRoundTrip(TimeSpan.FromSeconds(5));
        await _bus.Publisher.PublishAsync(Events(2, 5)[1..], CancellationToken.None);
        _cluster.SetRoundTrip(TimeSpan.Zero);
        Assert.Equal(5, (await _bus.ReadAsync(_bus.Options.StorageTopicName, records => records.Count >= 5)).Count);
    }

    [Theory]
    [InlineData(ErrorCode.TopicAuthorizationFailed)]
    [InlineData(ErrorCode.UnknownTopicOrPart)]
    public async Task X29_what_is_refused_for_good_is_quarantined_and_mended_it_flows(ErrorCode error)
    {
        await using KafkaNode node = new(_bus);
        _cluster.FailTopic(_bus.Options.LogTopicName, error);
        await node.ReceiveAsync(1, 1);
        await node.DrainedAsync();
        QuarantinedEntry entry = Assert.Single(node.Spool.Quarantine.List());
        Assert.Contains(nameof(StorageErrorKind.BusError), entry.Reason.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task X29_an_event_that_is_too_large_is_refused_and_the_others_are_written()
    {
        await using TestBus small = new(_cluster.BootstrapServers, options => options.MaxMessageBytes = 1_200);
        _cluster.CreateTopic(small.Options.StorageTopicName);
        StorageEvent good = Events(1, 1)[0];
        DicomStoreMeta store = (DicomStoreMeta)good.Payload with { FilePath = BoundedString<Max512>.Parse(new string('x', 500)), WorkerNodeId = BoundedString<Max64>.Parse(string.Concat(Enumerable.Repeat("𠮷", 64))) };
        StorageEvent large = new(StorageTopic.Storage, store.TraceId, store.TenantId, store.StudyUid, store);

        DicomStorageException refusal = await Assert.ThrowsAsync<DicomStorageException>(async () => await small.Publisher.PublishAsync([large, good], CancellationToken.None));

        Assert.Equal((StorageErrorKind.BusError, false), (refusal.Kind, refusal.IsTransient));
        Assert.Single(await small.ReadAsync(small.Options.StorageTopicName, records => records.Count >= 1));
    }

    [Fact]
    public async Task X32_what_the_topic_has_lost_is_told_again_from_the_store()
    {
        const int objects = 20;
        await using KafkaNode node = new(_bus);
        await node.Database.EnsureSchemaAsync(CancellationToken.None);
        for (int i = 1; i <= objects; i++)
            await node.ReceiveAsync(i, i % 5);
        await node.DrainedAsync();
        IReadOnlyList<KafkaRecord> all = await _bus.ReadAsync(_bus.Options.StorageTopicName, records => records.Count >= objects);
        foreach (IGrouping<int, KafkaRecord> partition in all.GroupBy(record => record.Partition.Value))
            _cluster.DeleteRecords(_bus.Options.StorageTopicName, partition.Key, partition.Max(record => record.Offset.Value) + 1);

        await using StorageIndexer indexer = await node.IndexAsync();
        Assert.Equal(objects, await node.StoreReplay.RunAsync(StoreReplay.FirstSegment, CancellationToken.None));
        await node.IndexedAsync(objects);
    }

    [Fact]
    public async Task Publishing_gives_up_waiting_when_it_is_cancelled_and_can_be_repeated()
    {
        _cluster.SetDown();
        using CancellationTokenSource stop = new(TimeSpan.FromMilliseconds(300));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await _bus.Publisher.PublishAsync(Events(1, 3), stop.Token));
        _cluster.SetUp();
        await _bus.Publisher.PublishAsync(Events(1, 3), CancellationToken.None);
    }

    [Fact]
    public async Task A_message_that_runs_out_of_time_is_a_failure_that_passes()
    {
        await using TestBus hasty = new(_cluster.BootstrapServers, options => options.DeliveryTimeout = TimeSpan.FromSeconds(1));
        _cluster.CreateTopic(hasty.Options.StorageTopicName);
        _cluster.SetDown();
        DicomStorageException failure = await Assert.ThrowsAsync<DicomStorageException>(async () => await hasty.Publisher.PublishAsync(Events(1, 3), CancellationToken.None));
        Assert.True(failure.IsTransient);
    }

    [Fact]
    public async Task More_events_than_may_be_unconfirmed_wait_for_room()
    {
        await using TestBus narrow = new(_cluster.BootstrapServers, options => options.MaxUnconfirmed = 3);
        _cluster.CreateTopic(narrow.Options.StorageTopicName);
        await narrow.Publisher.PublishAsync(Events(1, 100), CancellationToken.None);
        Assert.Equal(100, (await narrow.ReadAsync(narrow.Options.StorageTopicName, records => records.Count >= 100)).Count);
    }

    public async ValueTask DisposeAsync()
    {
        await _bus.DisposeAsync();
        _cluster.Dispose();
    }

    private static string IdOf(KafkaRecord record) => record.Message.Headers.Text(KafkaHeaders.EventId)!.Split(':')[1];

    private static StorageEvent[] Events(int study, int count) =>
    [
        .. from i in Enumerable.Range(1, count)
           let store = Samples.Store(Samples.Instance(study, 1, i), i)
           select new StorageEvent(StorageTopic.Storage, store.TraceId, store.TenantId, store.StudyUid, store),
    ];
}
