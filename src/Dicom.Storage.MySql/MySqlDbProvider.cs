using Dicom.Storage.Core;
using Dicom.Storage.Relational;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Dicom.Storage.MySql;

/// <summary>The index in a database of MySQL 8.0.17 or later, or MariaDB 10.6 or later, that any number of processes share.</summary>
public sealed class MySqlDbProvider : ServerDbProvider
{
    /// <summary>Makes a provider; the first call connects.</summary>
    /// <exception cref="ArgumentException">The connection string is not one.</exception>
    public MySqlDbProvider(IOptions<MySqlDicomStorageOptions> options, TimeProvider timeProvider, ILogger<MySqlDbProvider> logger)
        : this((options ?? throw new ArgumentNullException(nameof(options))).Value, timeProvider, logger)
    {
    }

    /// <summary>Makes a provider without dependency injection; the first call connects.</summary>
    /// <inheritdoc cref="MySqlDbProvider(IOptions{MySqlDicomStorageOptions}, TimeProvider, ILogger{MySqlDbProvider})"/>
    public MySqlDbProvider(MySqlDicomStorageOptions options, TimeProvider timeProvider, ILogger<MySqlDbProvider> logger)
        : base(new MySqlPlatform(options ?? throw new ArgumentNullException(nameof(options))), options, timeProvider, logger)
    {
    }
}
