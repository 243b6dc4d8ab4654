using Dicom.Storage.Core;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dicom.Storage.Kafka.Tests;

/// <summary>Publisher and source of one process, on topics that no other test has.</summary>
internal sealed class TestBus : IAsyncDisposable
{
    private static int s_count;

    public TestBus(string bootstrapServers, Action<KafkaDicomStorageOptions>? configure = null)
    {
        Options = OptionsFor(bootstrapServers, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"t{Environment.ProcessId}-{Interlocked.Increment(ref s_count)}-"));
        configure?.Invoke(Options);
        Publisher = new KafkaPublisher(Options, TimeProvider.System, NullLogger.Instance);
        Source = new KafkaMessageSource(Options, Publisher, TimeProvider.System, NullLogger.Instance);
    }

    private TestBus(KafkaDicomStorageOptions options)
    {
        Options = options;
        Publisher = new KafkaPublisher(Options, TimeProvider.System, NullLogger.Instance);
        Source = new KafkaMessageSource(Options, Publisher, TimeProvider.System, NullLogger.Instance);
    }

    public KafkaDicomStorageOptions Options { get; }

    public KafkaPublisher Publisher { get; }

    public KafkaMessageSource Source { get; }

    public KafkaReplay Replay => new(Microsoft.Extensions.Options.Options.Create(Options), Publisher, TimeProvider.System, NullLogger<KafkaReplay>.Instance);

    /// <summary>Makes another process's bus on the same topics.</summary>
    public TestBus Another() => new(Options);

    /// <summary>Writes a message as nobody's client would.</summary>
    public Task SendRawAsync(string topic, byte[]? key, byte[]? value, params (string Name, string Value)[] headers)
    {
        Confluent.Kafka.Headers all = [];
        foreach ((string name, string text) in headers)
            all.Put(name, text);
        return Publisher.Producer.SendAsync(topic, new Confluent.Kafka.Message<byte[]?, byte[]?> { Key = key, Value = value, Headers = all }, CancellationToken.None);
    }

    /// <summary>Reads a topic from its beginning until the condition is met, and gets its messages.</summary>
    public async Task<IReadOnlyList<KafkaRecord>> ReadAsync(string topic, Func<IReadOnlyList<KafkaRecord>, bool> until)
    {
        List<KafkaRecord> records = [];
        TaskCompletionSource met = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using KafkaConsumerLoop loop = new(
            Options,
            topic,
            $"reader-{Guid.NewGuid():N}",
            (batch, _, _) =>
            {
                lock (records)
                {
                    records.AddRange(batch);
                    if (until(records))
                        met.TrySetResult();
                }

                return Task.CompletedTask;
            },
            TimeProvider.System,
            NullLogger.Instance);
        await met.Task.WaitAsync(TimeSpan.FromSeconds(60));
        return records;
    }

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        Publisher.Dispose();
    }

    private static KafkaDicomStorageOptions OptionsFor(string bootstrapServers, string prefix) => new()
    {
        BootstrapServers = bootstrapServers,
        StorageTopicName = prefix + "storage",
        LogTopicName = prefix + "log",
        StateTopicName = prefix + "state",
        ImageTopicName = prefix + "image",
        Key = KafkaKey.Study, // more than one partition
        MaxBatchWait = TimeSpan.Zero,
        Linger = TimeSpan.Zero,
        CommitInterval = TimeSpan.FromMilliseconds(50),
        SessionTimeout = TimeSpan.FromSeconds(6),
        Properties = { ["topic.metadata.propagation.max.ms"] = "1000" }, // how long a topic that nobody knows is waited for
        FirstRetryDelay = TimeSpan.FromMilliseconds(1),
        MaxRetryDelay = TimeSpan.FromMilliseconds(50),
    };
}
