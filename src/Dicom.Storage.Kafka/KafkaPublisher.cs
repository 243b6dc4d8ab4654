using Confluent.Kafka;
using Dicom.Storage.Core;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Dicom.Storage.Kafka;

/// <summary>
/// Publishes events to Kafka; confirmed is what all in-sync replicas have. One for a process: it holds the process's producer, which
/// writes each message once as long as it lives.
/// </summary>
public sealed class KafkaPublisher : IMessagePublisher, IDisposable
{
    private readonly KafkaDicomStorageOptions _options;
    private readonly KafkaMessageFormat _format;
    private readonly KafkaTopicMaker _topics;

    /// <summary>Makes a publisher; it connects with the first event.</summary>
    public KafkaPublisher(IOptions<KafkaDicomStorageOptions> options, TimeProvider time, ILogger<KafkaPublisher> logger)
        : this((options ?? throw new ArgumentNullException(nameof(options))).Value, time, logger)
    {
    }

    internal KafkaPublisher(KafkaDicomStorageOptions options, TimeProvider time, ILogger logger)
    {
        _options = options;
        _format = new KafkaMessageFormat(options);
        Producer = new KafkaProducer(options, time, logger);
        _topics = new KafkaTopicMaker(options);
    }

    internal KafkaProducer Producer { get; }

    /// <inheritdoc/>
    public async ValueTask PublishAsync(IReadOnlyList<StorageEvent> events, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(events);
        if (events.Count == 0)
            return;

        await _topics.EnsureAsync(cancellationToken).ConfigureAwait(false);
        using System.Diagnostics.Activity? activity = KafkaTelemetry.StartPublish(events.Count);
        KafkaDelivery delivery = new(events.Count);
        foreach (StorageEvent item in events)
            await Producer.SendAsync(_options.NameOf(item.Topic), _format.Write(item), delivery.Report, cancellationToken).ConfigureAwait(false);

        Error? error = await delivery.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        if (error is not null)
            throw KafkaErrorMap.Map(error);
    }

    /// <summary>Waits some seconds for what is being confirmed, and closes the connections.</summary>
    public void Dispose()
    {
        Producer.Dispose();
        _topics.Dispose();
    }
}
