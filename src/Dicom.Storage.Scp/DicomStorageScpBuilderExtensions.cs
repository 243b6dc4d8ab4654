using Dicom.Storage.Codecs;
using Dicom.Storage.Core;
using Dicom.Storage.Scp;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds C-STORE servers to a storage.</summary>
public static class DicomStorageScpBuilderExtensions
{
    /// <summary>
    /// Adds a server that runs with the host. Its options come from section <c>Scp</c> below the storage's, when the storage is
    /// configured by a section, and from code. May be called several times for several listeners.
    /// </summary>
    /// <param name="builder">The storage.</param>
    /// <param name="configure">Sets options in code, after the configuration.</param>
    public static IDicomStorageBuilder AddStorageScp(this IDicomStorageBuilder builder, Action<StorageScpOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        IConfiguration? section = builder.Configuration?.GetSection("Scp");
        builder.Services.AddSingleton(provider =>
        {
            StorageScpOptions options = new();
            if (section is not null)
                section.Bind(options);
            configure?.Invoke(options);
            return new StorageScp(
                provider.GetRequiredService<StorageEngine>(),
                options,
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILoggerFactory>(),
                provider.GetService<ITenantResolver>(),
                provider.GetService<CodecRegistry>());
        });
        if (!builder.Services.Any(static service => service.ImplementationType == typeof(StorageScpService)))
            builder.Services.AddSingleton<IHostedService, StorageScpService>();
        return builder;
    }

    /// <summary>
    /// Brings objects into another transfer syntax where a rule says so, after they were acknowledged. The rules come from section <c>Transcode</c> below
    /// the storage's, when the storage is configured by a section, and from code; without any, all objects are kept as they came. A registered
    /// <see cref="CodecRegistry"/> replaces the codecs of Dicom.Storage.Codecs.
    /// </summary>
    /// <param name="builder">The storage.</param>
    /// <param name="configure">Sets rules in code, after the configuration.</param>
    public static IDicomStorageBuilder AddTranscoding(this IDicomStorageBuilder builder, Action<TranscodeRules>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        IConfiguration? section = builder.Configuration?.GetSection("Transcode");
        builder.Services.AddSingleton<IIngestTransform>(provider =>
        {
            TranscodeRules rules = new();
            if (section is not null)
                section.Bind(rules);
            configure?.Invoke(rules);
            return new TranscodingTransform(rules, provider.GetService<CodecRegistry>() ?? CodecRegistry.Default, provider.GetRequiredService<ILogger<TranscodingTransform>>());
        });
        return builder;
    }

    /// <summary>Runs all servers with the host.</summary>
    private sealed class StorageScpService(IEnumerable<StorageScp> servers) : IHostedService
    {
        public async Task StartAsync(CancellationToken cancellationToken)
        {
            foreach (StorageScp server in servers)
                await server.StartAsync(cancellationToken).ConfigureAwait(false);
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.WhenAll(servers.Select(server => server.StopAsync(cancellationToken)));
    }
}
