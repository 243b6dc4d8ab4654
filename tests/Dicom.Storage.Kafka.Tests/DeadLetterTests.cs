using System.Text;
using System.Text.Json;
using Confluent.Kafka;
using Dicom.Storage.Core;
using Dicom.Storage.Specification;

namespace Dicom.Storage.Kafka.Tests;

/// <summary>Hardening K1, K2, K5 to K7: a message that is no event, or whose handling fails for good, is set aside with its reason, and the partition goes on.</summary>
public sealed class DeadLetterTests : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private static readonly StorageEvent s_good = Event(Samples.Store(Samples.Instance(1, 1, 1), 1));

    private readonly MockCluster _cluster = new();
    private readonly TestBus _bus;

    public DeadLetterTests()
    {
        _bus = new TestBus(_cluster.BootstrapServers, options => options.MaxMessageBytes = 30_000);
        _cluster.CreateTopic(Topic);
        _cluster.CreateTopic(Topic + ".dlq");
    }

    public static TheoryData<string, string> Hostile => new()
    {
        { "null", "empty" },
        { "", "empty" },
        { "no json", "no record" },
        { "null as json", "no record" },
        { "cut", "no record" },
        { "deep", "no record" },
        { "large", "larger" },
        { "not UTF-8", "UTF-8" },
        { "array", "no record" },
        { "missing field", "no record" },
        { "tenant ..", "no record" },
        { "version 2", "version" },
        { "version text", "version" },
        { "version empty", "version" },
        { "other id", "event id" },
        { "other topic's id", "event id" },
        { "other key", "key" },
        { "no key", "key" },
        { "outcome", "outcome" },
    };

    private string Topic => _bus.Options.StorageTopicName;

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task K1_K2_K5_what_is_no_event_is_set_aside_with_its_reason_and_the_next_is_handled(string kind, string reason)
    {
        (byte[]? key, byte[]? value, (string, string)[] headers) = Message(kind);
        await using (TestBus other = new(_cluster.BootstrapServers)) // whose messages may be larger
            await other.SendRawAsync(Topic, key, value, headers);
        await _bus.Publisher.PublishAsync([s_good], CancellationToken.None);

        TaskCompletionSource<StorageEvent> handled = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using IAsyncDisposable subscription = await _bus.Source.SubscribeAsync(
            StorageTopic.Storage,
            "g",
            (events, _) =>
            {
                handled.TrySetResult(Assert.Single(events));
                return ValueTask.CompletedTask;
            },
            CancellationToken.None);

        Assert.Equal(s_good, await handled.Task.WaitAsync(s_patience));
        KafkaRecord letter = Assert.Single(await _bus.ReadAsync(Topic + ".dlq", records => records.Count == 1));
        Assert.Contains(reason, letter.Message.Headers.Text(KafkaHeaders.Reason), StringComparison.Ordinal);
        Assert.Equal((Topic, "0", "0", "g"), (letter.Message.Headers.Text(KafkaHeaders.Topic), letter.Message.Headers.Text(KafkaHeaders.Partition), letter.Message.Headers.Text(KafkaHeaders.Offset), letter.Message.Headers.Text(KafkaHeaders.Group)));
        Assert.Equal(key, letter.Message.Key);
        if (kind == "large")
            Assert.Equal((0, "100000"), (letter.Message.Value?.Length ?? 0, letter.Message.Headers.Text(KafkaHeaders.DroppedBytes)));
        else
            Assert.Equal(value ?? [], letter.Message.Value ?? []);
    }

    [Fact]
    public async Task K2_K7_unknown_fields_and_headers_missing_ones_and_absurd_times_of_the_message_are_no_matter()
    {
        byte[] value = Encoding.UTF8.GetBytes(Json().Replace("{", "{\"later\":{\"x\":[1]},", StringComparison.Ordinal));
        DicomStoreMeta store = (DicomStoreMeta)s_good.Payload;
        Headers headers = [new Header("future", [0xFF])];
        foreach (long time in (long[])[long.MaxValue / 2, 1, -1])
        {
            Message<byte[]?, byte[]?> message = new() { Key = Encoding.UTF8.GetBytes(store.TraceId.Value), Value = value, Headers = headers, Timestamp = new Timestamp(time, TimestampType.CreateTime) };
            await _bus.Publisher.Producer.SendAsync(Topic, message, CancellationToken.None);
        }

        Inbox inbox = new(3);
        await using IAsyncDisposable subscription = await _bus.Source.SubscribeAsync(StorageTopic.Storage, "g", inbox.Take, CancellationToken.None);
        Assert.All(await inbox.Full.WaitAsync(s_patience), item => Assert.Equal(s_good, item));
    }

    [Fact]
    public async Task A_message_whose_handling_fails_for_good_is_tried_five_times_and_set_aside_and_the_others_of_its_batch_are_handled_in_order()
    {
        StorageEvent[] events = [.. Enumerable.Range(1, 7).Select(i => Event(Samples.Store(Samples.Instance(1, 1, i), i)))];
        await _bus.Publisher.PublishAsync(events, CancellationToken.None);
        Inbox inbox = new(6);
        int alone = 0;
        await using IAsyncDisposable subscription = await _bus.Source.SubscribeAsync(
            StorageTopic.Storage,
            "g",
            (batch, token) =>
            {
                if (batch.Any(e => e.TraceId == events[3].TraceId))
                {
                    alone += batch.Count == 1 ? 1 : 0;
                    throw new InvalidOperationException("a message with a secret value");
                }

                return inbox.Take(batch, token);
            },
            CancellationToken.None);

        IReadOnlyList<StorageEvent> handled = await inbox.Full.WaitAsync(s_patience);
        Assert.Equal(events.Where((_, i) => i != 3).Select(e => e.TraceId), handled.Select(e => e.TraceId));
        Headers headers = Assert.Single(await _bus.ReadAsync(Topic + ".dlq", records => records.Count == 1)).Message.Headers;
        Assert.Equal(("5", 5), (headers.Text(KafkaHeaders.Attempts), alone));
        Assert.Contains(nameof(InvalidOperationException), headers.Text(KafkaHeaders.Reason), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", headers.Text(KafkaHeaders.Reason), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_that_passes_is_waited_out_without_end_and_nothing_is_set_aside()
    {
        await _bus.Publisher.PublishAsync([s_good], CancellationToken.None);
        Inbox inbox = new(1);
        int tries = 0;
        await using IAsyncDisposable subscription = await _bus.Source.SubscribeAsync(
            StorageTopic.Storage,
            "g",
            (batch, token) => ++tries <= 20 ? throw new DicomStorageException(StorageErrorKind.DatabaseError, "down", isTransient: true) : inbox.Take(batch, token),
            CancellationToken.None);
        Assert.Equal(s_good, Assert.Single(await inbox.Full.WaitAsync(s_patience)));
        Assert.Equal(21, tries);
    }

    [Fact]
    public async Task What_a_member_had_read_and_not_finished_goes_to_the_next_one()
    {
        await _bus.Publisher.PublishAsync([s_good], CancellationToken.None);
        TaskCompletionSource tried = new(TaskCreationOptions.RunContinuationsAsynchronously);
        IAsyncDisposable first = await _bus.Source.SubscribeAsync(
            StorageTopic.Storage,
            "g",
            (_, _) =>
            {
                tried.TrySetResult();
                throw new IOException("not now");
            },
            CancellationToken.None);
        await tried.Task.WaitAsync(s_patience);
        await first.DisposeAsync();

        Inbox inbox = new(1);
        await using IAsyncDisposable second = await _bus.Source.SubscribeAsync(StorageTopic.Storage, "g", inbox.Take, CancellationToken.None);
        Assert.Equal(s_good, Assert.Single(await inbox.Full.WaitAsync(s_patience)));
    }

    public async ValueTask DisposeAsync()
    {
        await _bus.DisposeAsync();
        _cluster.Dispose();
    }

    private static StorageEvent Event(DicomStoreMeta store) => new(StorageTopic.Storage, store.TraceId, store.TenantId, store.StudyUid, store);

    private static string Json() => JsonSerializer.Serialize((DicomStoreMeta)s_good.Payload, DicomMetaJson.Compatible.Store);

    private static (byte[]? Key, byte[]? Value, (string, string)[] Headers) Message(string kind)
    {
        string json = Json();
        DicomStoreMeta store = (DicomStoreMeta)s_good.Payload;
        byte[] key = Encoding.UTF8.GetBytes(store.TraceId.Value);
        byte[]? value = kind switch
        {
            "null" => null,
            "" => [],
            "no json" => "not json"u8.ToArray(),
            "null as json" => "null"u8.ToArray(),
            "cut" => Encoding.UTF8.GetBytes(json[..^10]),
            "deep" => Encoding.UTF8.GetBytes(json[..^1] + ",\"x\":" + new string('[', 5_000) + new string(']', 5_000) + "}"),
            "large" => new byte[100_000],
            "not UTF-8" => [.. Encoding.UTF8.GetBytes(json[..^1] + ",\"x\":\""), 0xC3, 0x28, (byte)'"', (byte)'}'],
            "array" => Encoding.UTF8.GetBytes($"[{json}]"),
            "missing field" => Encoding.UTF8.GetBytes(json.Replace("\"study_uid\"", "\"study\"", StringComparison.Ordinal)),
            "tenant .." => Encoding.UTF8.GetBytes(json.Replace("\"hospital-a\"", "\"..\"", StringComparison.Ordinal)),
            _ => Encoding.UTF8.GetBytes(json),
        };
        (string, string)[] headers = kind switch
        {
            "version 2" => [(KafkaHeaders.SchemaVersion, "2")],
            "version text" => [(KafkaHeaders.SchemaVersion, "one")],
            "version empty" => [(KafkaHeaders.SchemaVersion, string.Empty)],
            "other id" => [(KafkaHeaders.EventId, "storage:018f4a3e-0000-7000-8000-00000000ffff")],
            "other topic's id" => [(KafkaHeaders.EventId, "log:" + store.TraceId.Value)],
            "outcome" => [(KafkaHeaders.Outcome, "Lost")],
            _ => [],
        };
        return (kind == "other key" ? "018f4a3e-0000-7000-8000-00000000ffff"u8.ToArray() : kind == "no key" ? null : key, value, headers);
    }

    private sealed class Inbox(int count)
    {
        private readonly List<StorageEvent> _events = [];
        private readonly TaskCompletionSource<IReadOnlyList<StorageEvent>> _full = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<IReadOnlyList<StorageEvent>> Full => _full.Task;

        public ValueTask Take(IReadOnlyList<StorageEvent> events, CancellationToken cancellationToken)
        {
            _events.AddRange(events);
            if (_events.Count >= count)
                _full.TrySetResult(_events);
            return ValueTask.CompletedTask;
        }
    }
}
