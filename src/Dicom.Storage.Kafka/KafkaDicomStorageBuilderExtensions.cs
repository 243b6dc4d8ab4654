using Dicom.Storage.Core;
using Dicom.Storage.Kafka;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Chooses Kafka as the bus.</summary>
public static class KafkaDicomStorageBuilderExtensions
{
    /// <summary>
    /// Publishes to and consumes from Kafka. Options come from section <c>Kafka</c> below the storage's, when the storage is configured by a
    /// section, and from code. Who indexes is told apart: <see cref="IngestOptions.Indexing"/>, and <c>AddIndexer</c>.
    /// </summary>
    /// <param name="builder">The storage.</param>
    /// <param name="configure">Sets options in code, after the configuration.</param>
    public static IDicomStorageBuilder UseKafka(this IDicomStorageBuilder builder, Action<KafkaDicomStorageOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        OptionsBuilder<KafkaDicomStorageOptions> options = builder.Services.AddOptions<KafkaDicomStorageOptions>();
        if (builder.Configuration is { } configuration)
            options.Bind(configuration.GetSection("Kafka"));
        if (configure is not null)
            options.Configure(configure);
        options
            .Validate(static o => !string.IsNullOrWhiteSpace(o.BootstrapServers), "Kafka:BootstrapServers is required: host:port,host:port")
            .ValidateOnStart();
        builder.Services.TryAddSingleton<KafkaPublisher>();
        builder.Services.TryAddSingleton<KafkaMessageSource>();
        builder.Services.TryAddSingleton<KafkaReplay>();
        builder.Services.TryAddSingleton<KafkaHealthCheck>();
        builder.Services.Replace(ServiceDescriptor.Singleton<IMessagePublisher>(static provider => provider.GetRequiredService<KafkaPublisher>()));
        builder.Services.Replace(ServiceDescriptor.Singleton<IMessageSource>(static provider => provider.GetRequiredService<KafkaMessageSource>()));
        return builder;
    }
}
