using Dicom.Storage.Core;
using Dicom.Storage.Relational;
using Microsoft.Extensions.Options;

namespace Dicom.Storage.Sqlite;

/// <summary>
/// The index in one SQLite file: write-ahead log, <c>synchronous=FULL</c>, one writer, several readers. The transactions of saves
/// that come at the same time are committed together.
/// </summary>
/// <remarks>SQLite works in the thread that calls it: a task has mostly run when it is returned.</remarks>
public sealed class SqliteDbProvider : RelationalDbProvider, IDisposable, IAsyncDisposable
{
    private readonly SqliteWriter _writer;
    private readonly SqliteReaders _readers;
    private readonly SchemaMigrator _migrator = new(SchemaScript.ReadEmbedded(typeof(SqliteDbProvider).Assembly));
    private readonly TimeProvider _timeProvider;

    /// <summary>Makes a provider; the file is opened by the first call.</summary>
    public SqliteDbProvider(IOptions<SqliteDicomStorageOptions> options, TimeProvider timeProvider)
        : this((options ?? throw new ArgumentNullException(nameof(options))).Value, timeProvider)
    {
    }

    /// <summary>Makes a provider without dependency injection; the file is opened by the first call.</summary>
    public SqliteDbProvider(SqliteDicomStorageOptions options, TimeProvider timeProvider)
        : this(options, timeProvider, furtherSetting: null)
    {
    }

    internal SqliteDbProvider(SqliteDicomStorageOptions options, TimeProvider timeProvider, string? furtherSetting)
        : this(options, timeProvider, furtherSetting, new SqliteDialect())
    {
    }

    private SqliteDbProvider(SqliteDicomStorageOptions options, TimeProvider timeProvider, string? furtherSetting, SqliteDialect dialect)
        : base(dialect)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(timeProvider);
        SqliteConnections connections = new(options, furtherSetting);
        _timeProvider = timeProvider;
        _writer = new SqliteWriter(connections, dialect, options.MaxRowsPerCommit);
        _readers = new SqliteReaders(connections, dialect, options.MaxReaders);
    }

    /// <inheritdoc/>
    public override Task EnsureSchemaAsync(CancellationToken cancellationToken) =>
        _writer.RunAloneAsync(
            (session, token) => _migrator.MigrateAsync(new SqlSchemaTarget(session, SqliteStatements.Schema, _timeProvider), token), cancellationToken);

    /// <summary>Closes the connections; the last one writes the log back into the file.</summary>
    public void Dispose()
    {
        _readers.Dispose();
        _writer.Dispose();
    }

    /// <inheritdoc cref="Dispose"/>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    protected override Task<T> ReadAsync<T>(Func<SqlSession, CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        _readers.RunAsync(work, cancellationToken);

    /// <inheritdoc/>
    protected override Task<T> WriteAsync<T>(int rows, Func<SqlSession, CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        _writer.RunAsync(rows, work, cancellationToken);
}
