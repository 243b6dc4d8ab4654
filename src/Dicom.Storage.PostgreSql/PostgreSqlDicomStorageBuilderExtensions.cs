using Dicom.Storage.Core;
using Dicom.Storage.PostgreSql;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Chooses PostgreSQL as the index.</summary>
public static class PostgreSqlDicomStorageBuilderExtensions
{
    /// <summary>
    /// Indexes in a PostgreSQL database. Options come from section <c>PostgreSql</c> below the storage's, when the storage is
    /// configured by a section, and from code.
    /// </summary>
    /// <param name="builder">The storage.</param>
    /// <param name="configure">Sets options in code, after the configuration.</param>
    public static IDicomStorageBuilder UsePostgreSql(this IDicomStorageBuilder builder, Action<PostgreSqlDicomStorageOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        OptionsBuilder<PostgreSqlDicomStorageOptions> options = builder.Services.AddOptions<PostgreSqlDicomStorageOptions>();
        if (builder.Configuration is { } configuration)
            options.Bind(configuration.GetSection("PostgreSql"));
        if (configure is not null)
            options.Configure(configure);
        options
            .Validate(static o => !string.IsNullOrWhiteSpace(o.ConnectionString), "PostgreSql:ConnectionString is required: Host=...;Database=...;Username=...")
            .ValidateOnStart();
        builder.Services.Replace(ServiceDescriptor.Singleton<IDbProvider>(static provider => new PostgreSqlDbProvider(
            provider.GetRequiredService<IOptions<PostgreSqlDicomStorageOptions>>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<PostgreSqlDbProvider>>())));
        return builder;
    }
}
