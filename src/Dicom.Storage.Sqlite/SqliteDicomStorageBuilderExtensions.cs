using Dicom.Storage.Core;
using Dicom.Storage.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Chooses SQLite as the index.</summary>
public static class SqliteDicomStorageBuilderExtensions
{
    /// <summary>
    /// Indexes in an embedded database; nothing to install. It is the default already: call this to set its options. They come from
    /// section <c>Sqlite</c> below the storage's, when the storage is configured by a section, and from code.
    /// </summary>
    /// <param name="builder">The storage.</param>
    /// <param name="configure">Sets options in code, after the configuration.</param>
    public static IDicomStorageBuilder UseSqlite(this IDicomStorageBuilder builder, Action<SqliteDicomStorageOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        OptionsBuilder<SqliteDicomStorageOptions> options = builder.Services.AddOptions<SqliteDicomStorageOptions>()
            .Configure<IOptions<DicomStorageOptions>>(static (sqlite, storage) => sqlite.Path = Path.Combine(storage.Value.Root, "index.db"));
        if (builder.Configuration is { } configuration)
            options.Bind(configuration.GetSection("Sqlite"));
        if (configure is not null)
            options.Configure(configure);
        builder.Services.Replace(ServiceDescriptor.Singleton<IDbProvider>(static provider => new SqliteDbProvider(
            provider.GetRequiredService<IOptions<SqliteDicomStorageOptions>>(),
            provider.GetRequiredService<TimeProvider>())));
        return builder;
    }
}
