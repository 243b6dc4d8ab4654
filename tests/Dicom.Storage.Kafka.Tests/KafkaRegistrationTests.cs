using Dicom.Storage.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Dicom.Storage.Kafka.Tests;

public sealed class KafkaRegistrationTests
{
    [Fact]
    public async Task Options_come_from_the_section_and_then_from_code_and_the_bus_is_Kafka()
    {
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["DicomStorage:Kafka:BootstrapServers"] = "127.0.0.1:1",
            ["DicomStorage:Kafka:Key"] = "Study",
            ["DicomStorage:Kafka:Linger"] = "00:00:00.010",
            ["DicomStorage:Kafka:Properties:security.protocol"] = "SSL",
            ["DicomStorage:Kafka:Properties:acks"] = "0",
        }).Build();
        ServiceCollection services = new();
        services.AddLogging();
        services.AddDicomStorage(configuration.GetSection("DicomStorage")).UseKafka(o => o.Linger = TimeSpan.FromMilliseconds(7));
        await using ServiceProvider provider = services.BuildServiceProvider();

        KafkaDicomStorageOptions options = provider.GetRequiredService<IOptions<KafkaDicomStorageOptions>>().Value;
        Assert.Equal(("127.0.0.1:1", KafkaKey.Study, 7), (options.BootstrapServers, options.Key, options.Linger.TotalMilliseconds));
        Assert.IsType<KafkaPublisher>(provider.GetRequiredService<IMessagePublisher>());
        Assert.IsType<KafkaMessageSource>(provider.GetRequiredService<IMessageSource>());
        Confluent.Kafka.ProducerConfig producer = KafkaSettings.Producer(options);
        Assert.Equal((Confluent.Kafka.SecurityProtocol.Ssl, Confluent.Kafka.Acks.All, true), (producer.SecurityProtocol, producer.Acks, producer.EnableIdempotence));
        Confluent.Kafka.ConsumerConfig consumer = KafkaSettings.Consumer(options, "g");
        Assert.Equal((false, Confluent.Kafka.AutoOffsetReset.Earliest), (consumer.EnableAutoOffsetStore, consumer.AutoOffsetReset));
    }

    [Fact]
    public async Task Missing_servers_are_named()
    {
        ServiceCollection services = new();
        services.AddLogging();
        services.AddDicomStorage().UseKafka();
        await using ServiceProvider provider = services.BuildServiceProvider();
        OptionsValidationException error = Assert.Throws<OptionsValidationException>(provider.GetRequiredService<IMessagePublisher>);
        Assert.Contains("Kafka:BootstrapServers is required", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_process_without_receiving_runs_the_indexer_and_no_pipeline()
    {
        ServiceCollection services = new();
        services.AddLogging();
        services.AddDicomStorage().UseKafka(o => o.BootstrapServers = "127.0.0.1:1").WithoutReceiving().AddIndexer(o => o.Group = "mine");
        ServiceDescriptor only = Assert.Single(services, service => service.ServiceType == typeof(IHostedService));
        Assert.Equal("StorageIndexerService", only.ImplementationType!.Name);
    }
}
