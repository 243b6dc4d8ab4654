using Dicom.Storage.Core;
using Dicom.Storage.MySql;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Chooses MySQL or MariaDB as the index.</summary>
public static class MySqlDicomStorageBuilderExtensions
{
    /// <summary>
    /// Indexes in a MySQL or MariaDB database. Options come from section <c>MySql</c> below the storage's, when the storage is
    /// configured by a section, and from code.
    /// </summary>
    /// <param name="builder">The storage.</param>
    /// <param name="configure">Sets options in code, after the configuration.</param>
    public static IDicomStorageBuilder UseMySql(this IDicomStorageBuilder builder, Action<MySqlDicomStorageOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        OptionsBuilder<MySqlDicomStorageOptions> options = builder.Services.AddOptions<MySqlDicomStorageOptions>();
        if (builder.Configuration is { } configuration)
            options.Bind(configuration.GetSection("MySql"));
        if (configure is not null)
            options.Configure(configure);
        options
            .Validate(static o => !string.IsNullOrWhiteSpace(o.ConnectionString), "MySql:ConnectionString is required: Server=...;Database=...;User ID=...")
            .ValidateOnStart();
        builder.Services.Replace(ServiceDescriptor.Singleton<IDbProvider>(static provider => new MySqlDbProvider(
            provider.GetRequiredService<IOptions<MySqlDicomStorageOptions>>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<MySqlDbProvider>>())));
        return builder;
    }
}
