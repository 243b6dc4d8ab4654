using Dicom.Storage.Relational;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Dicom.Storage.PostgreSql;

/// <summary>The index in a PostgreSQL database, 13 or later, that any number of processes share.</summary>
public sealed class PostgreSqlDbProvider : ServerDbProvider
{
    /// <summary>Makes a provider; the first call connects.</summary>
    /// <exception cref="ArgumentException">The connection string is not one.</exception>
    public PostgreSqlDbProvider(IOptions<PostgreSqlDicomStorageOptions> options, TimeProvider timeProvider, ILogger<PostgreSqlDbProvider> logger)
        : this((options ?? throw new ArgumentNullException(nameof(options))).Value, timeProvider, logger)
    {
    }

    /// <summary>Makes a provider without dependency injection; the first call connects.</summary>
    /// <inheritdoc cref="PostgreSqlDbProvider(IOptions{PostgreSqlDicomStorageOptions}, TimeProvider, ILogger{PostgreSqlDbProvider})"/>
    public PostgreSqlDbProvider(PostgreSqlDicomStorageOptions options, TimeProvider timeProvider, ILogger<PostgreSqlDbProvider> logger)
        : base(new PostgreSqlPlatform(options ?? throw new ArgumentNullException(nameof(options))), options, timeProvider, logger)
    {
    }
}
