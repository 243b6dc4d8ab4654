using Dicom.Storage.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers a DICOM storage.</summary>
public static class DicomStorageServiceCollectionExtensions
{
    /// <summary>
    /// Adds a storage that runs as it is: objects and spool under <c>./data</c>, the in-process bus, and SQLite when the package
    /// Dicom.Storage.Sqlite is referenced.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configure">Sets options in code.</param>
    public static IDicomStorageBuilder AddDicomStorage(this IServiceCollection services, Action<DicomStorageOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        OptionsBuilder<DicomStorageOptions> options = services.AddOptions<DicomStorageOptions>();
        if (configure is not null)
            options.Configure(configure);
        return AddServices(services, configuration: null);
    }

    /// <summary>Adds a storage whose options come from configuration.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="section">The section <c>DicomStorage</c>; adapters take their own sections below it.</param>
    /// <param name="configure">Sets options in code, after the configuration.</param>
    public static IDicomStorageBuilder AddDicomStorage(this IServiceCollection services, IConfiguration section, Action<DicomStorageOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(section);
        OptionsBuilder<DicomStorageOptions> options = services.AddOptions<DicomStorageOptions>().Bind(section);
        if (configure is not null)
            options.Configure(configure);
        return AddServices(services, section);
    }

    /// <summary>Keeps objects as files. The default store; call it to set its options.</summary>
    public static IDicomStorageBuilder UseFileSystem(this IDicomStorageBuilder builder, Action<FileSystemInstanceStoreOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        builder.Services.AddOptions<DicomStorageOptions>().Configure(options => configure(options.FileSystem));
        return builder;
    }

    /// <summary>
    /// Adds an indexer: it consumes what pipelines with <see cref="IndexingPlace.Consumers"/> publish, here or elsewhere. Section
    /// <c>DicomStorage:Indexer</c>.
    /// </summary>
    public static IDicomStorageBuilder AddIndexer(this IDicomStorageBuilder builder, Action<IndexerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (configure is not null)
            builder.Services.AddOptions<DicomStorageOptions>().Configure(options => configure(options.Indexer));
        builder.Services.TryAddSingleton(static provider => new StorageIndexer(
            provider.GetRequiredService<IMessageSource>(),
            provider.GetRequiredService<IMessagePublisher>(),
            provider.GetRequiredService<IInstanceStore>(),
            provider.GetRequiredService<IDbProvider>(),
            Options(provider).Indexer,
            Logger<StorageIndexer>(provider)));
        // Before the engine: what it takes up from the spool at its start is to find its consumer.
        builder.Services.Insert(0, ServiceDescriptor.Singleton<IHostedService, StorageIndexerService>());
        return builder;
    }

    /// <summary>Leaves out spool and pipeline, for a process that receives nothing: an indexer, a worker.</summary>
    public static IDicomStorageBuilder WithoutReceiving(this IDicomStorageBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        foreach (ServiceDescriptor engine in builder.Services.Where(service => service.ImplementationType == typeof(StorageEngineService)).ToArray())
            builder.Services.Remove(engine);
        return builder;
    }

    private static DicomStorageBuilder AddServices(IServiceCollection services, IConfiguration? configuration)
    {
        services.AddOptions<DicomStorageOptions>().PostConfigure(static options => options.ApplyRoot());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(static provider => new Spool(Options(provider).Spool, Time(provider), Logger<Spool>(provider)));
        services.TryAddSingleton<IInstanceStore>(static provider => new FileSystemInstanceStore(Options(provider).FileSystem));
        services.TryAddSingleton<InProcessBus>();
        services.TryAddSingleton<IMessagePublisher>(static provider => provider.GetRequiredService<InProcessBus>());
        services.TryAddSingleton<IMessageSource>(static provider => provider.GetRequiredService<InProcessBus>());
        services.TryAddSingleton(static provider => DefaultDatabase.Create(Options(provider).Root, Time(provider), provider.GetRequiredService<ILoggerFactory>()));
        services.TryAddSingleton(static provider => new IngestPipeline(
            provider.GetRequiredService<Spool>(),
            provider.GetRequiredService<IInstanceStore>(),
            provider.GetRequiredService<IDbProvider>(),
            provider.GetRequiredService<IMessagePublisher>(),
            Options(provider).Ingest,
            Time(provider),
            Logger<IngestPipeline>(provider),
            provider.GetService<IIngestTransform>()));
        services.TryAddSingleton<StorageEngine>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, StorageEngineService>());
        return new DicomStorageBuilder(services, configuration);
    }

    private static DicomStorageOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptions<DicomStorageOptions>>().Value;

    private static TimeProvider Time(IServiceProvider provider) => provider.GetRequiredService<TimeProvider>();

    private static ILogger<T> Logger<T>(IServiceProvider provider) => provider.GetRequiredService<ILogger<T>>();

    private sealed record DicomStorageBuilder(IServiceCollection Services, IConfiguration? Configuration) : IDicomStorageBuilder;
}
