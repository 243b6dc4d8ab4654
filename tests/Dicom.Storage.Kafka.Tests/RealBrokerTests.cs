using System.Text;
using Dicom.Storage.Core;
using Dicom.Storage.Specification;
using Dicom.Storage.Testing;

namespace Dicom.Storage.Kafka.Tests;

/// <summary>What needs a real broker: replay, another program's eyes, restarts, another member of the group.</summary>
public sealed class RealBrokerTests(KafkaTestServer server)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Kcat_reads_key_headers_and_payload_as_they_were_written()
    {
        Command.Require("kcat", "kcat");
        await using TestBus bus = await BusAsync(1);
        bus.Options.Key = KafkaKey.Record;
        StorageEvent item = Event(1, 1);
        await bus.Publisher.PublishAsync([item], CancellationToken.None);

        string printed = Command.RunChecked("kcat", "-q", "-b", bus.Options.BootstrapServers, "-t", bus.Options.StorageTopicName, "-C", "-o", "beginning", "-c", "1", "-f", "%k|%h|%s");

        Assert.Equal(
            $"{item.TraceId}|dicom-event-id=storage:{item.TraceId},dicom-schema-version=1|{System.Text.Json.JsonSerializer.Serialize((DicomStoreMeta)item.Payload, DicomMetaJson.Compatible.Store)}",
            printed);
    }

    [Fact]
    public async Task What_kcat_writes_as_dicom_server_rs_did_is_consumed()
    {
        Command.Require("kcat", "kcat");
        await using TestBus bus = await BusAsync(1);
        using TemporaryDirectory folder = new();
        StorageEvent item = Event(1, 1);
        string json = System.Text.Json.JsonSerializer.Serialize((DicomStoreMeta)item.Payload, DicomMetaJson.Compatible.Store);
        await File.WriteAllTextAsync(folder["m"], $"{item.TraceId}|{json}\n");
        Command.RunChecked("kcat", "-q", "-b", bus.Options.BootstrapServers, "-t", bus.Options.StorageTopicName, "-P", "-K", "|", "-z", "snappy", "-l", folder["m"]);

        TaskCompletionSource<StorageEvent> got = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using IAsyncDisposable subscription = await bus.Source.SubscribeAsync(StorageTopic.Storage, "g", (events, _) => Got(got, events), CancellationToken.None);
        Assert.Equal(item, await got.Task.WaitAsync(s_patience));
    }

    [Fact]
    public async Task Dead_letters_are_put_back_once_when_their_cause_is_mended()
    {
        await using TestBus bus = await BusAsync(2);
        bool mended = false;
        TaskCompletionSource<StorageEvent> got = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using IAsyncDisposable subscription = await bus.Source.SubscribeAsync(
            StorageTopic.Storage, "g", (events, _) => mended ? Got(got, events) : throw new DicomStorageException(StorageErrorKind.ExtractionFailed, "bad"), CancellationToken.None);
        Assert.Equal(0, await bus.Replay.DeadLettersAsync(StorageTopic.Storage, CancellationToken.None));
        StorageEvent item = Event(1, 1);
        await bus.Publisher.PublishAsync([item], CancellationToken.None);
        await bus.ReadAsync(bus.Options.StorageTopicName + ".dlq", records => records.Count == 1);

        mended = true;
        Assert.Equal(1, await bus.Replay.DeadLettersAsync(StorageTopic.Storage, CancellationToken.None));

        Assert.Equal(item, await got.Task.WaitAsync(s_patience));
        Assert.Equal(0, await bus.Replay.DeadLettersAsync(StorageTopic.Storage, CancellationToken.None));
    }

    [Fact]
    public async Task A_group_that_is_set_back_gets_everything_since_a_moment_again()
    {
        await using TestBus bus = await BusAsync(2);
        await bus.Publisher.PublishAsync([.. Enumerable.Range(1, 10).Select(study => Event(study, 1))], CancellationToken.None);
        for (int round = 0; round < 2; round++)
        {
            int count = 0;
            TaskCompletionSource all = new(TaskCreationOptions.RunContinuationsAsynchronously);
            await using (await bus.Source.SubscribeAsync(
                StorageTopic.Storage,
                "g",
                (events, _) =>
                {
                    if (Interlocked.Add(ref count, events.Count) == 10)
                        all.TrySetResult();
                    return ValueTask.CompletedTask;
                },
                CancellationToken.None))
            {
                await all.Task.WaitAsync(s_patience);
            }

            await bus.Replay.RewindAsync(StorageTopic.Storage, "g", DateTimeOffset.UnixEpoch, CancellationToken.None);
        }
    }

    [Fact]
    public async Task X30_X31_members_that_come_and_go_in_the_middle_of_batches_lose_nothing_and_have_one_effect()
    {
        const int objects = 300;
        await using TestBus bus = await BusAsync(4, options => options.MaxBatch = 8);
        await using KafkaNode node = new(bus);
        await node.Database.EnsureSchemaAsync(CancellationToken.None);
        await using TestBus second = bus.Another();
        await using TestBus third = bus.Another();
        await using StorageIndexer staying = await node.IndexAsync();

        StorageIndexer leaving = await node.IndexAsync(second);
        for (int i = 1; i <= objects; i++)
        {
            await node.ReceiveAsync(i, i % 11);
            if (i == objects / 3)
                await leaving.DisposeAsync();
            if (i == objects / 2)
                leaving = await node.IndexAsync(third);
        }

        await node.IndexedAsync(objects);
        await leaving.DisposeAsync();
        await node.DrainedAsync();
        Assert.Equal(objects, await node.CountAsync());
        Assert.Empty(await LettersAsync(bus));
    }

    [Fact]
    public async Task K6_a_message_that_ended_the_process_is_counted_across_restarts_and_set_aside_and_the_others_are_handled()
    {
        using TemporaryDirectory folder = new();
        await using TestBus bus = await BusAsync(1, options => options.AttemptsPath = folder["attempts"]);
        StorageEvent[] events = [.. Enumerable.Range(1, 4).Select(i => Event(1, i))];
        await bus.Publisher.PublishAsync(events, CancellationToken.None);
        Confluent.Kafka.TopicPartition partition = new(bus.Options.StorageTopicName, 0);

        // What four processes left that ended while they handled the third message: the note says so, and nothing was confirmed.
        new KafkaAttempts(bus.Options.AttemptsPath, "g").Note(partition, new KafkaSuspects(2, 2, 5));
        List<StorageEvent> handled = [];
        TaskCompletionSource all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using IAsyncDisposable subscription = await bus.Source.SubscribeAsync(
            StorageTopic.Storage,
            "g",
            (batch, _) =>
            {
                handled.AddRange(batch);
                if (handled.Count == 3)
                    all.TrySetResult();
                return ValueTask.CompletedTask;
            },
            CancellationToken.None);
        await all.Task.WaitAsync(s_patience);

        Assert.Equal(events.Where((_, i) => i != 2), handled);
        KafkaRecord letter = Assert.Single(await bus.ReadAsync(bus.Options.StorageTopicName + ".dlq", records => records.Count == 1));
        Assert.Equal(("2", "5"), (letter.Message.Headers.Text(KafkaHeaders.Offset), letter.Message.Headers.Text(KafkaHeaders.Attempts)));
    }

    [Fact]
    public async Task K7_a_batch_that_grows_a_thousandfold_does_not_stop_the_partition()
    {
        await using TestBus bus = await BusAsync(1, options =>
        {
            options.Compression = KafkaCompression.Zstd;
            options.MaxMessageBytes = 1_000_000;
        });
        await using TestBus wide = new(bus.Options.BootstrapServers, options =>
        {
            options.Compression = KafkaCompression.Zstd;
            options.MaxMessageBytes = 60_000_000;
            options.MaxUnconfirmedKilobytes = 500_000;
        });
        Task bomb = wide.SendRawAsync(bus.Options.StorageTopicName, "k"u8.ToArray(), new byte[900_000]); // some hundred bytes on the wire
        await bomb;
        StorageEvent item = Event(1, 1);
        await bus.Publisher.PublishAsync([item], CancellationToken.None);

        TaskCompletionSource<StorageEvent> got = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using IAsyncDisposable subscription = await bus.Source.SubscribeAsync(StorageTopic.Storage, "g", (events, _) => Got(got, events), CancellationToken.None);
        Assert.Equal(item, await got.Task.WaitAsync(s_patience));
        Assert.Single(await bus.ReadAsync(bus.Options.StorageTopicName + ".dlq", records => records.Count == 1));
    }

    [Fact]
    public async Task The_health_check_counts_the_brokers_and_says_when_there_is_none()
    {
        using KafkaHealthCheck there = new(Microsoft.Extensions.Options.Options.Create(new KafkaDicomStorageOptions { BootstrapServers = await server.BootstrapServersAsync() }));
        using KafkaHealthCheck gone = new(Microsoft.Extensions.Options.Options.Create(new KafkaDicomStorageOptions { BootstrapServers = "127.0.0.1:1" }));
        Microsoft.Extensions.Diagnostics.HealthChecks.HealthCheckContext context = new()
        {
            Registration = new("kafka", there, Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Degraded, null),
        };
        Assert.Contains("brokers", (await there.CheckHealthAsync(context)).Description, StringComparison.Ordinal);
        Assert.Equal(Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Degraded, (await gone.CheckHealthAsync(context)).Status);
    }

    private static ValueTask Got(TaskCompletionSource<StorageEvent> got, IReadOnlyList<StorageEvent> events)
    {
        got.TrySetResult(Assert.Single(events));
        return ValueTask.CompletedTask;
    }

    private static Task<IReadOnlyList<KafkaRecord>> LettersAsync(TestBus bus) => Task.FromResult<IReadOnlyList<KafkaRecord>>(
        Command.Exists("kcat") && Command.RunChecked("kcat", "-q", "-b", bus.Options.BootstrapServers, "-t", bus.Options.StorageTopicName + ".dlq", "-C", "-e", "-o", "beginning").Length > 0
            ? throw new InvalidOperationException("There are dead letters.")
            : []);

    private static StorageEvent Event(int study, int instance)
    {
        DicomStoreMeta store = Samples.Store(Samples.Instance(study, 1, instance), (study * 1_000) + instance);
        return new StorageEvent(StorageTopic.Storage, store.TraceId, store.TenantId, store.StudyUid, store);
    }

    private async Task<TestBus> BusAsync(int partitions, Action<KafkaDicomStorageOptions>? configure = null) => new(await server.BootstrapServersAsync(), options =>
    {
        options.Partitions = partitions;
        configure?.Invoke(options);
    });
}
