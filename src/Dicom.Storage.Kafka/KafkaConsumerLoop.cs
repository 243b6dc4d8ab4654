using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace Dicom.Storage.Kafka;

/// <summary>
/// A member of a consumer group. A thread of its own polls, so that the group hears from it however long a batch takes; each partition has a
/// worker, and a partition with too much in memory is paused.
/// </summary>
internal sealed class KafkaConsumerLoop : IAsyncDisposable
{
    private static readonly TimeSpan s_pollTime = TimeSpan.FromMilliseconds(100);

    // How long a batch in work is waited for before its partition goes to another member, which then gets it again.
    private static readonly TimeSpan s_handOverTime = TimeSpan.FromSeconds(20);

    private readonly KafkaDicomStorageOptions _options;
    private readonly string _topic;
    private readonly string _group;
    private readonly KafkaBatchHandler _handler;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly IConsumer<byte[]?, byte[]?> _consumer;
    private readonly Dictionary<TopicPartition, KafkaPartitionWorker> _workers = [];
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _stopping;

    public KafkaConsumerLoop(KafkaDicomStorageOptions options, string topic, string group, KafkaBatchHandler handler, TimeProvider time, ILogger logger)
    {
        _options = options;
        _topic = topic;
        _group = group;
        _handler = handler;
        _time = time;
        _logger = logger;
        _consumer = new ConsumerBuilder<byte[]?, byte[]?>(KafkaSettings.Consumer(options, group))
            .SetKeyDeserializer(Deserializers.ByteArray!)
            .SetValueDeserializer(Deserializers.ByteArray!)
            .SetErrorHandler((_, error) => KafkaLog.ClientError(logger, error.Code))
            .SetLogHandler((_, message) => KafkaLog.Library(logger, message.Facility))
            .SetPartitionsAssignedHandler((_, partitions) => KafkaLog.Assigned(logger, group, partitions.Count, topic))
            .SetPartitionsRevokedHandler((_, partitions) => GiveUp(partitions, abort: false))
            .SetPartitionsLostHandler((_, partitions) => GiveUp(partitions, abort: true))
            .Build();
        _consumer.Subscribe(topic);
        new Thread(Run) { IsBackground = true, Name = $"kafka {topic}" }.Start();
    }

    public async ValueTask DisposeAsync()
    {
        _stopping = true;
        await _ended.Task.ConfigureAwait(false);
    }

    private void Run()
    {
        try
        {
            while (!_stopping)
            {
                Poll();
                Relieve();
            }

            foreach (KafkaPartitionWorker worker in _workers.Values)
                worker.Stop();
            _consumer.Close(); // gives the partitions up, which waits for the batches in work, and commits the positions
        }
        catch (KafkaException exception)
        {
            KafkaLog.ConsumeFailed(_logger, _topic, exception.Error.Code);
        }
        finally
        {
            GiveUp([.. _workers.Keys.Select(static partition => new TopicPartitionOffset(partition, Offset.Unset))], abort: true);
            _consumer.Dispose();
            _ended.SetResult();
        }
    }

    private void Poll()
    {
        try
        {
            if (_consumer.Consume(s_pollTime) is not { } record || record.IsPartitionEOF)
                return;
            KafkaPartitionWorker worker = WorkerOf(record.TopicPartition);
            worker.Add(record);
            if (worker.Waiting >= _options.QueueCapacity && !worker.IsPaused)
            {
                _consumer.Pause([record.TopicPartition]);
                worker.IsPaused = true;
            }
        }
        catch (ConsumeException exception)
        {
            // The topic is not there yet, or the broker is not: the client goes on by itself.
            KafkaLog.ConsumeFailed(_logger, _topic, exception.Error.Code);
        }
    }

    private void Relieve()
    {
        foreach ((TopicPartition partition, KafkaPartitionWorker worker) in _workers)
        {
            if (!worker.IsPaused || worker.Waiting > _options.QueueCapacity / 2)
                continue;
            _consumer.Resume([partition]);
            worker.IsPaused = false;
        }
    }

    private KafkaPartitionWorker WorkerOf(TopicPartition partition)
    {
        if (!_workers.TryGetValue(partition, out KafkaPartitionWorker? worker))
        {
            worker = new KafkaPartitionWorker(_options, _handler, Confirm, exception => Fail(partition, exception), _time);
            _workers[partition] = worker;
        }

        return worker;
    }

    private void GiveUp(List<TopicPartitionOffset> partitions, bool abort)
    {
        KafkaLog.Revoked(_logger, _group, partitions.Count, _topic);
        List<KafkaPartitionWorker> workers = [];
        foreach (TopicPartitionOffset partition in partitions)
        {
            if (!_workers.Remove(partition.TopicPartition, out KafkaPartitionWorker? worker))
                continue;
            workers.Add(worker);
            if (abort)
                worker.Abort();
            else
                worker.Stop();
        }

        long begin = _time.GetTimestamp();
        foreach (KafkaPartitionWorker worker in workers)
        {
            TimeSpan left = s_handOverTime - _time.GetElapsedTime(begin);
            if (worker.Ended.Wait(left > TimeSpan.Zero ? left : TimeSpan.Zero))
                worker.Dispose();
            else
                worker.Abort();
        }
    }

    private void Confirm(KafkaRecord last)
    {
        try
        {
            _consumer.StoreOffset(last);
        }
        catch (Exception exception) when (exception is KafkaException or ObjectDisposedException)
        {
            // The partition is another's by now: it gets the batch again, to no effect.
        }
    }

    private void Fail(TopicPartition partition, Exception exception) =>
        KafkaLog.WorkerFailed(_logger, partition.Topic, partition.Partition.Value, $"{exception.GetType().Name}, 0x{exception.HResult:X8}");
}
