using Dicom.Storage.Core;

namespace Dicom.Storage.Kafka;

/// <summary>Which Kafka cluster is the bus, how events are written and how they are consumed.</summary>
public sealed class KafkaDicomStorageOptions : RetryOptions
{
    /// <summary>Gets or sets the brokers to ask first, <c>host:port</c> with commas between; required.</summary>
    public string BootstrapServers { get; set; } = string.Empty;

    /// <summary>Gets or sets the name by which brokers know this process. <c>dicom-storage</c> by default.</summary>
    public string ClientId { get; set; } = "dicom-storage";

    /// <summary>Gets or sets the topic of received objects. <c>storage_queue</c> by default.</summary>
    public string StorageTopicName { get; set; } = "storage_queue";

    /// <summary>Gets or sets the topic of the receive journal. <c>log_queue</c> by default.</summary>
    public string LogTopicName { get; set; } = "log_queue";

    /// <summary>Gets or sets the topic of series. <c>dicom_state_queue</c> by default.</summary>
    public string StateTopicName { get; set; } = "dicom_state_queue";

    /// <summary>Gets or sets the topic of indexed objects. <c>dicom_image_queue</c> by default.</summary>
    public string ImageTopicName { get; set; } = "dicom_image_queue";

    /// <summary>Gets or sets what is put behind a topic's name for the topic of its dead letters. <c>.dlq</c> by default.</summary>
    public string DeadLetterSuffix { get; set; } = ".dlq";

    /// <summary>
    /// Gets or sets with how many partitions the topics are made that are not there; 0 leaves it to the broker. 0 to 10,000; 0 by default.
    /// </summary>
    public int Partitions
    {
        get;
        set => field = OptionRange.Check(value, 0, 10_000);
    }

    /// <summary>Gets or sets with how many replicas topics are made; 0 is the broker's default. 0 to 100; 0 by default.</summary>
    public int ReplicationFactor
    {
        get;
        set => field = OptionRange.Check(value, 0, 100);
    }

    /// <summary>Gets or sets what the key of a message is. <see cref="KafkaKey.Record"/> by default: that of dicom-server-rs; with more than one partition choose <see cref="KafkaKey.Study"/>.</summary>
    public KafkaKey Key { get; set; }

    /// <summary>Gets or sets whether moments in payloads end with <c>Z</c>. False by default: as existing consumers read them; the values are UTC either way.</summary>
    public bool ExplicitUtc { get; set; }

    /// <summary>Gets or sets whether messages carry CloudEvents 1.0 headers (binary mode) as well. False by default.</summary>
    public bool CloudEvents { get; set; }

    /// <summary>Gets or sets how batches are compressed. <see cref="KafkaCompression.Snappy"/> by default.</summary>
    public KafkaCompression Compression { get; set; } = KafkaCompression.Snappy;

    /// <summary>Gets or sets how long a message waits for others to share its batch. 0 to 1 second; 5 ms by default.</summary>
    public TimeSpan Linger
    {
        get;
        set => field = OptionRange.Check(value, TimeSpan.Zero, TimeSpan.FromSeconds(1));
    } = TimeSpan.FromMilliseconds(5);

    /// <summary>Gets or sets how many messages may await their confirmation; who publishes more waits, and with it the spool. 1 to 1,000,000; 20,000 by default.</summary>
    public int MaxUnconfirmed
    {
        get;
        set => field = OptionRange.Check(value, 1, 1_000_000);
    } = 20_000;

    /// <summary>Gets or sets how much memory unconfirmed messages may take, in KiB. 64 to 2,097,151; 65,536 by default.</summary>
    public int MaxUnconfirmedKilobytes
    {
        get;
        set => field = OptionRange.Check(value, 64, 2_097_151);
    } = 65_536;

    /// <summary>Gets or sets the largest message written or read, in bytes; a larger one is set aside. 1,024 to 100,000,000; 1,000,000 by default.</summary>
    public int MaxMessageBytes
    {
        get;
        set => field = OptionRange.Check(value, 1_024, 100_000_000);
    } = 1_000_000;

    /// <summary>
    /// Gets or sets how long a message is tried before its publishing fails, to be repeated by the pipeline. While it is tried it is written
    /// once; what is repeated may be there twice. 1 second to 7 days; 1 hour by default.
    /// </summary>
    public TimeSpan DeliveryTimeout
    {
        get;
        set => field = OptionRange.Check(value, TimeSpan.FromSeconds(1), TimeSpan.FromDays(7));
    } = TimeSpan.FromHours(1);

    /// <summary>Gets or sets how long a broker may take for one request. 1 second to 5 minutes; 30 seconds by default.</summary>
    public TimeSpan RequestTimeout
    {
        get;
        set => field = OptionRange.Check(value, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5));
    } = TimeSpan.FromSeconds(30);

    /// <summary>Gets or sets the largest number of messages handled as one batch. 1 to 10,000; 256 by default.</summary>
    public int MaxBatch
    {
        get;
        set => field = OptionRange.Check(value, 1, 10_000);
    } = 256;

    /// <summary>Gets or sets how long a batch that is not full waits for more. 0 to 1 minute; 20 ms by default.</summary>
    public TimeSpan MaxBatchWait
    {
        get;
        set => field = OptionRange.Check(value, TimeSpan.Zero, TimeSpan.FromMinutes(1));
    } = TimeSpan.FromMilliseconds(20);

    /// <summary>Gets or sets how many messages of a partition wait in memory before the broker is asked for no more of it. 1 to 1,000,000; 2,048 by default.</summary>
    public int QueueCapacity
    {
        get;
        set => field = OptionRange.Check(value, 1, 1_000_000);
    } = 2_048;

    /// <summary>Gets or sets how often the positions of what is done are told to the broker. 10 ms to 1 minute; 1 second by default.</summary>
    public TimeSpan CommitInterval
    {
        get;
        set => field = OptionRange.Check(value, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1));
    } = TimeSpan.FromSeconds(1);

    /// <summary>Gets or sets after how long without a sign of life the group gives a member's partitions to others. 6 seconds to 5 minutes; 30 seconds by default.</summary>
    public TimeSpan SessionTimeout
    {
        get;
        set => field = OptionRange.Check(value, TimeSpan.FromSeconds(6), TimeSpan.FromMinutes(5));
    } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Gets or sets the directory in which a consumer notes what it is working on, so that a message whose handling ends the process is
    /// counted across restarts and becomes a dead letter. Empty by default: such messages are not counted.
    /// </summary>
    public string AttemptsPath { get; set; } = string.Empty;

    /// <summary>Gets further settings of librdkafka by their names, such as <c>security.protocol</c> or <c>sasl.username</c>; what the promises here rest on cannot be set so.</summary>
    public IDictionary<string, string> Properties { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    internal string NameOf(StorageTopic topic) => topic switch
    {
        StorageTopic.Storage => StorageTopicName,
        StorageTopic.Log => LogTopicName,
        StorageTopic.State => StateTopicName,
        _ => ImageTopicName,
    };

    internal string DeadLettersOf(string topic) => topic + DeadLetterSuffix;
}
