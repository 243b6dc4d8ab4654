using Dicom.Storage.Core;
using Dicom.Storage.MongoDb;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Chooses MongoDB as the index.</summary>
public static class MongoDbDicomStorageBuilderExtensions
{
    /// <summary>
    /// Indexes in MongoDB. Options come from section <c>MongoDb</c> below the storage's, when the storage is configured by a section,
    /// and from code; they are checked when the host starts.
    /// </summary>
    /// <param name="builder">The storage.</param>
    /// <param name="configure">Sets options in code, after the configuration.</param>
    public static IDicomStorageBuilder UseMongoDb(this IDicomStorageBuilder builder, Action<MongoDbDicomStorageOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        OptionsBuilder<MongoDbDicomStorageOptions> options = builder.Services.AddOptions<MongoDbDicomStorageOptions>();
        if (builder.Configuration is { } configuration)
            options.Bind(configuration.GetSection("MongoDb"));
        if (configure is not null)
            options.Configure(configure);
        options
            .Validate(
                static mongo => !string.IsNullOrWhiteSpace(mongo.ConnectionString),
                "DicomStorage:MongoDb:ConnectionString is required, for example mongodb://db1,db2,db3/dicom_storage?replicaSet=rs0.")
            .ValidateOnStart();
        builder.Services.Replace(ServiceDescriptor.Singleton<IDbProvider>(static provider => new MongoDbProvider(
            provider.GetRequiredService<IOptions<MongoDbDicomStorageOptions>>(),
            provider.GetRequiredService<TimeProvider>())));
        return builder;
    }
}
