using System.Collections.Concurrent;
using Dicom.Storage.Core;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Dicom.Storage.Kafka;

/// <summary>
/// Consumes events from Kafka. A position is committed only when the handler has completed; transient failures are waited out with the
/// partition held, others become dead letters after some tries.
/// </summary>
public sealed class KafkaMessageSource : IMessageSource, IAsyncDisposable
{
    private readonly KafkaDicomStorageOptions _options;
    private readonly KafkaPublisher _publisher;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly KafkaTopicMaker _topics;
    private readonly ConcurrentDictionary<KafkaConsumerLoop, byte> _loops = [];

    /// <summary>Makes a source.</summary>
    /// <param name="publisher">The process's publisher, whose producer writes the dead letters.</param>
    public KafkaMessageSource(IOptions<KafkaDicomStorageOptions> options, KafkaPublisher publisher, TimeProvider time, ILogger<KafkaMessageSource> logger)
        : this((options ?? throw new ArgumentNullException(nameof(options))).Value, publisher, time, logger)
    {
    }

    internal KafkaMessageSource(KafkaDicomStorageOptions options, KafkaPublisher publisher, TimeProvider time, ILogger logger)
    {
        _options = options;
        _publisher = publisher;
        _time = time;
        _logger = logger;
        _topics = new KafkaTopicMaker(options);
    }

    /// <inheritdoc/>
    public async ValueTask<IAsyncDisposable> SubscribeAsync(
        StorageTopic topic,
        string group,
        Func<IReadOnlyList<StorageEvent>, CancellationToken, ValueTask> handler,
        CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(group);
        ArgumentNullException.ThrowIfNull(handler);
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            await _topics.EnsureAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (DicomStorageException exception) when (exception.IsTransient)
        {
            // The brokers are not there yet: the subscription waits for them, and who publishes makes the topics.
        }

        KafkaDeadLetters deadLetters = new(_options, _publisher.Producer, group, _time, _logger);
        KafkaEventHandler events = new(_options, topic, group, handler, deadLetters, _time, _logger);
        KafkaConsumerLoop loop = new(_options, _options.NameOf(topic), group, events.HandleAsync, _time, _logger);
        _loops.TryAdd(loop, 0);
        return new Subscription(this, loop);
    }

    /// <summary>Ends all subscriptions, the batches in work finished.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (KafkaConsumerLoop loop in _loops.Keys)
            await EndAsync(loop).ConfigureAwait(false);
        _topics.Dispose();
    }

    private async ValueTask EndAsync(KafkaConsumerLoop loop)
    {
        if (_loops.TryRemove(loop, out _))
            await loop.DisposeAsync().ConfigureAwait(false);
    }

    private sealed class Subscription(KafkaMessageSource source, KafkaConsumerLoop loop) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => source.EndAsync(loop);
    }
}
