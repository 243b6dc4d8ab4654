using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Dicom.Storage.Core;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Dicom.Storage.Kafka;

/// <summary>Has messages handled again: dead letters whose cause is mended, or everything since a moment. Events repeated have no further effect.</summary>
public sealed class KafkaReplay(IOptions<KafkaDicomStorageOptions> options, KafkaPublisher publisher, TimeProvider time, ILogger<KafkaReplay> logger)
{
    private const int MaxAttempts = 20;
    private static readonly TimeSpan s_electionDelay = TimeSpan.FromMilliseconds(250);

    private readonly KafkaDicomStorageOptions _options = (options ?? throw new ArgumentNullException(nameof(options))).Value;

    /// <summary>Puts the dead letters of a topic that are there now back into it, each once; what was put back is not put back again by a later call.</summary>
    /// <returns>How many were put back; letters whose payload was too large to be kept are passed over.</returns>
    /// <exception cref="DicomStorageException">The brokers do not answer.</exception>
    public async Task<long> DeadLettersAsync(StorageTopic topic, CancellationToken cancellationToken)
    {
        string target = _options.NameOf(topic);
        string letters = _options.DeadLettersOf(target);
        string group = letters + "-replay";
        using IAdminClient admin = Admin();
        Dictionary<int, long> left = await RetryAsync(() => LeftAsync(admin, letters, group, cancellationToken), cancellationToken).ConfigureAwait(false);
        if (left.Count == 0)
            return 0;

        KafkaReturn work = new(publisher.Producer, target, left);
        KafkaConsumerLoop loop = new(_options, letters, group, work.HandleAsync, time, logger);
        await using (loop.ConfigureAwait(false))
            return await work.Done.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sets a group back to the first message written at or after a moment. No member of the group may be at work.</summary>
    /// <exception cref="DicomStorageException">The brokers do not answer, or the group is at work.</exception>
    public async Task RewindAsync(StorageTopic topic, string group, DateTimeOffset from, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(group);
        using IAdminClient admin = Admin();
        await RetryAsync(
            async () =>
            {
                List<TopicPartition> partitions = await PartitionsAsync(admin, _options.NameOf(topic), cancellationToken).ConfigureAwait(false);
                Dictionary<TopicPartition, long> ends = await OffsetsAsync(admin, partitions, OffsetSpec.Latest(), cancellationToken).ConfigureAwait(false);
                Dictionary<TopicPartition, long> begins = await OffsetsAsync(admin, partitions, OffsetSpec.ForTimestamp(from.ToUnixTimeMilliseconds()), cancellationToken).ConfigureAwait(false);
                List<TopicPartitionOffset> positions = [.. partitions.Select(partition => new TopicPartitionOffset(partition, begins[partition] < 0 ? ends[partition] : begins[partition]))];
                return await admin.AlterConsumerGroupOffsetsAsync([new ConsumerGroupTopicPartitionOffsets(group, positions)]).WaitAsync(cancellationToken).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
    }

    // By partition the position behind the last letter, where the group has not come that far.
    private async Task<Dictionary<int, long>> LeftAsync(IAdminClient admin, string topic, string group, CancellationToken cancellationToken)
    {
        List<TopicPartition> partitions = await PartitionsAsync(admin, topic, cancellationToken).ConfigureAwait(false);
        if (partitions.Count == 0)
            return [];
        Dictionary<TopicPartition, long> ends = await OffsetsAsync(admin, partitions, OffsetSpec.Latest(), cancellationToken).ConfigureAwait(false);
        Dictionary<TopicPartition, long> begins = await OffsetsAsync(admin, partitions, OffsetSpec.Earliest(), cancellationToken).ConfigureAwait(false);
        Dictionary<TopicPartition, long> committed = await CommittedAsync(partitions, group, cancellationToken).ConfigureAwait(false);
        return partitions
            .Where(partition => ends[partition] > Math.Max(begins[partition], committed.GetValueOrDefault(partition, -1)))
            .ToDictionary(static partition => partition.Partition.Value, partition => ends[partition]);
    }

    // Asked by a consumer, on a thread of its own because the call blocks: the admin client, asked for a group that is not ready, was seen to end the process (2.16.0).
    private Task<Dictionary<TopicPartition, long>> CommittedAsync(List<TopicPartition> partitions, string group, CancellationToken cancellationToken) => Task.Factory.StartNew(
        () =>
        {
            using IConsumer<byte[]?, byte[]?> consumer = new ConsumerBuilder<byte[]?, byte[]?>(KafkaSettings.Consumer(_options, group))
                .SetLogHandler(static (_, _) => { })
                .SetErrorHandler(static (_, _) => { })
                .Build();
            return consumer.Committed(partitions, _options.RequestTimeout).ToDictionary(static position => position.TopicPartition, static position => position.Offset.Value);
        },
        cancellationToken,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default);

    private static async Task<List<TopicPartition>> PartitionsAsync(IAdminClient admin, string topic, CancellationToken cancellationToken)
    {
        try
        {
            DescribeTopicsResult result = await admin.DescribeTopicsAsync(TopicCollection.OfTopicNames([topic])).WaitAsync(cancellationToken).ConfigureAwait(false);
            return [.. result.TopicDescriptions.SelectMany(static description => description.Partitions.Select(partition => new TopicPartition(description.Name, partition.Partition)))];
        }
        catch (DescribeTopicsException exception) when (exception.Results.TopicDescriptions.All(static description => description.Error.Code == ErrorCode.UnknownTopicOrPart))
        {
            return []; // nothing was ever written to it
        }
    }

    private static async Task<Dictionary<TopicPartition, long>> OffsetsAsync(IAdminClient admin, List<TopicPartition> partitions, OffsetSpec which, CancellationToken cancellationToken)
    {
        ListOffsetsResult result = await admin.ListOffsetsAsync(partitions.Select(partition => new TopicPartitionOffsetSpec { TopicPartition = partition, OffsetSpec = which }))
            .WaitAsync(cancellationToken).ConfigureAwait(false);
        return result.ResultInfos.ToDictionary(static info => info.TopicPartitionOffsetError.TopicPartition, static info => info.TopicPartitionOffsetError.Offset.Value);
    }

    // A topic or group that was just made, or whose broker has just gone, has nobody to answer for it at the moment.
    private async Task<T> RetryAsync<T>(Func<Task<T>> ask, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return await ask().ConfigureAwait(false);
            }
            catch (KafkaException exception) when (attempt == MaxAttempts || !KafkaErrorMap.IsTransient(exception.Error))
            {
                throw KafkaErrorMap.Map(exception.Error, exception);
            }
            catch (KafkaException)
            {
                await Task.Delay(s_electionDelay, time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private IAdminClient Admin() =>
        new AdminClientBuilder(KafkaSettings.Admin(_options)).SetLogHandler(static (_, _) => { }).SetErrorHandler(static (_, _) => { }).Build();
}
