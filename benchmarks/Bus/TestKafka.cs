using Dicom.Storage.Core;
using Dicom.Storage.Kafka;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Dicom.Storage.BusBenchmark;

/// <summary>A bus on topics of its own: Kafka where servers are given, else in process.</summary>
internal sealed class TestKafka : IAsyncDisposable
{
    private readonly KafkaPublisher? _publisher;
    private readonly KafkaMessageSource? _source;

    public TestKafka(string? servers)
    {
        if (servers is null)
        {
            InProcessBus bus = new();
            (Publisher, Source) = (bus, bus);
            return;
        }

        string prefix = $"bench-{Guid.NewGuid():N}-";
        IOptions<KafkaDicomStorageOptions> options = Options.Create(new KafkaDicomStorageOptions
        {
            BootstrapServers = servers, Key = KafkaKey.Study, Partitions = 4,
            StorageTopicName = prefix + "storage", LogTopicName = prefix + "log", StateTopicName = prefix + "state", ImageTopicName = prefix + "image",
        });
        Publisher = _publisher = new KafkaPublisher(options, TimeProvider.System, NullLogger<KafkaPublisher>.Instance);
        Source = _source = new KafkaMessageSource(options, _publisher, TimeProvider.System, NullLogger<KafkaMessageSource>.Instance);
    }

    public IMessagePublisher Publisher { get; }

    public IMessageSource Source { get; }

    public async ValueTask DisposeAsync()
    {
        if (_source is not null)
            await _source.DisposeAsync();
        _publisher?.Dispose();
    }
}
