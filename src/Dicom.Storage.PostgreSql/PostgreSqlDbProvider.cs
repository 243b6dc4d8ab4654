using Dicom.Storage.Relational;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Dicom.Storage.PostgreSql;

/// <summary>The index in a PostgreSQL database, 13 or later, that any number of processes share.</summary>
public sealed class PostgreSqlDbProvider : ServerDbProvider
{
    private readonly PostgreSqlStatistics _statistics;

    /// <summary>Makes a provider; the first call connects.</summary>
    /// <exception cref="ArgumentException">The connection string is not one.</exception>
    public PostgreSqlDbProvider(IOptions<PostgreSqlDicomStorageOptions> options, TimeProvider timeProvider, ILogger<PostgreSqlDbProvider> logger)
        : this((options ?? throw new ArgumentNullException(nameof(options))).Value, timeProvider, logger)
    {
    }

    /// <summary>Makes a provider without dependency injection; the first call connects.</summary>
    /// <inheritdoc cref="PostgreSqlDbProvider(IOptions{PostgreSqlDicomStorageOptions}, TimeProvider, ILogger{PostgreSqlDbProvider})"/>
    public PostgreSqlDbProvider(PostgreSqlDicomStorageOptions options, TimeProvider timeProvider, ILogger<PostgreSqlDbProvider> logger)
        : this(new PostgreSqlPlatform(options ?? throw new ArgumentNullException(nameof(options))), options, timeProvider, logger)
    {
    }

    private PostgreSqlDbProvider(PostgreSqlPlatform platform, PostgreSqlDicomStorageOptions options, TimeProvider timeProvider, ILogger logger)
        : base(platform, options, timeProvider, logger) => _statistics = new PostgreSqlStatistics(platform.DataSource);

    /// <inheritdoc/>
    protected override async Task<T> WriteAsync<T>(int rows, Func<SqlSession, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        T result = await base.WriteAsync(rows, work, cancellationToken).ConfigureAwait(false);
        await _statistics.SavedAsync(rows).ConfigureAwait(false);
        return result;
    }
}
