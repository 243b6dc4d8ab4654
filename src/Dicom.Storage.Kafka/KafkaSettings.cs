using Confluent.Kafka;

namespace Dicom.Storage.Kafka;

/// <summary>The client's settings. Those that durability and order rest on come last: nothing sets them otherwise.</summary>
internal static class KafkaSettings
{
    private const int MaxInFlight = 5; // more and an idempotent producer no longer keeps the order
    private const int MaxFetchBytes = 16 * 1024 * 1024;

    public static ProducerConfig Producer(KafkaDicomStorageOptions options) => new(Common(options))
    {
        ClientId = options.ClientId,
        LingerMs = options.Linger.TotalMilliseconds,
        CompressionType = Enum.Parse<CompressionType>(options.Compression.ToString()),
        QueueBufferingMaxMessages = options.MaxUnconfirmed,
        QueueBufferingMaxKbytes = options.MaxUnconfirmedKilobytes,
        MessageMaxBytes = options.MaxMessageBytes,
        Partitioner = Partitioner.Murmur2Random, // the Java client's, so that other producers choose the same partitions
        RequestTimeoutMs = (int)options.RequestTimeout.TotalMilliseconds,
        MessageTimeoutMs = (int)Math.Min(options.DeliveryTimeout.TotalMilliseconds, int.MaxValue),
        EnableIdempotence = true,
        Acks = Acks.All,
        MaxInFlight = MaxInFlight,
        MessageSendMaxRetries = int.MaxValue,
    };

    public static ConsumerConfig Consumer(KafkaDicomStorageOptions options, string group) => new(Common(options))
    {
        ClientId = options.ClientId,
        GroupId = group,
        SessionTimeoutMs = (int)options.SessionTimeout.TotalMilliseconds,
        AutoCommitIntervalMs = (int)options.CommitInterval.TotalMilliseconds,
        PartitionAssignmentStrategy = PartitionAssignmentStrategy.CooperativeSticky,
        AutoOffsetReset = AutoOffsetReset.Earliest, // what was deleted is gone; what is there is not skipped
        AllowAutoCreateTopics = true,
        TopicMetadataRefreshIntervalMs = 10_000, // a topic that is made later is found soon
        QueuedMinMessages = options.QueueCapacity,
        QueuedMaxMessagesKbytes = MaxFetchBytes / 1024,
        FetchWaitMaxMs = 100,
        FetchMaxBytes = MaxFetchBytes,
        MessageMaxBytes = options.MaxMessageBytes,
        ReceiveMessageMaxBytes = Math.Max(MaxFetchBytes, options.MaxMessageBytes) + (1024 * 1024), // bounds what a compressed batch may become, too
        // Positions are told to the client when their effect is durable, never by reading; then it commits them.
        EnableAutoOffsetStore = false,
        EnableAutoCommit = true,
        EnablePartitionEof = false,
    };

    public static AdminClientConfig Admin(KafkaDicomStorageOptions options) => new(Common(options)) { ClientId = options.ClientId };

    private static Dictionary<string, string> Common(KafkaDicomStorageOptions options) => new(options.Properties, StringComparer.Ordinal)
    {
        ["bootstrap.servers"] = options.BootstrapServers,
        ["socket.keepalive.enable"] = "true",
        ["reconnect.backoff.max.ms"] = "2000",
    };
}
