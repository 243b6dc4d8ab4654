using System.Data.Common;
using Dicom.Storage.Core;
using Microsoft.Extensions.Logging;

namespace Dicom.Storage.Relational;

/// <summary>
/// The database contract on a server: pooled connections, a transaction a save, undone ones tried again, and the outcome of a
/// commit looked up when its answer was lost.
/// </summary>
public abstract class ServerDbProvider : RelationalDbProvider, IDisposable, IAsyncDisposable
{
    private readonly ServerPlatform _platform;
    private readonly ServerDbOptions _options;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly RetryDelays _delays;
    private readonly CommitTokens _tokens;

    /// <summary>Makes a provider of a platform; nothing is opened before the first call.</summary>
    protected ServerDbProvider(ServerPlatform platform, ServerDbOptions options, TimeProvider timeProvider, ILogger logger)
        : base((platform ?? throw new ArgumentNullException(nameof(platform))).Dialect)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(timeProvider);
        ArgumentNullException.ThrowIfNull(logger);
        _platform = platform;
        _options = options;
        _timeProvider = timeProvider;
        _logger = logger;
        _delays = new RetryDelays(options.FirstRetryDelay, timeProvider);
        _tokens = new CommitTokens(platform, options.CommitLookupTimeout, _delays, timeProvider);
    }

    /// <inheritdoc/>
    public override async Task EnsureSchemaAsync(CancellationToken cancellationToken)
    {
        try
        {
            DbConnection connection = await _platform.DataSource.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                ServerSession session = _platform.Session(connection);
                await ServerSettings.CheckAsync(_platform, session, _options.AllowWeakDurability, _logger, cancellationToken).ConfigureAwait(false);
                await _platform.MigrateAsync(connection, _timeProvider, cancellationToken).ConfigureAwait(false);
                await session.ExecuteAsync(_platform.Statements.SweepCommits, [], cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception error) when (_platform.Errors.IsOfServer(error))
        {
            throw _platform.Errors.Map(error);
        }
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        await _platform.DataSource.DisposeAsync().ConfigureAwait(false);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes the connections.</summary>
    /// <param name="disposing">True.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
            _platform.DataSource.Dispose();
    }

    /// <inheritdoc/>
    protected override Task<T> ReadAsync<T>(Func<SqlSession, CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        RepeatAsync(
            token => AttemptAsync(
                async (session, inner) =>
                {
                    await session.ExecuteAsync(_platform.Statements.BeginRead, [], inner).ConfigureAwait(false);
                    T result = await work(session, inner).ConfigureAwait(false);
                    await session.ExecuteAsync(_platform.Statements.Rollback, [], inner).ConfigureAwait(false);
                    return result;
                },
                token),
            cancellationToken);

    /// <inheritdoc/>
    protected override Task<T> ReadOnceAsync<T>(Func<SqlSession, CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        RepeatAsync(token => AttemptAsync(work, token), cancellationToken);

    /// <inheritdoc/>
    protected override Task<T> WriteAsync<T>(int rows, Func<SqlSession, CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        RepeatAsync(token => WriteOnceAsync(work, token), cancellationToken);

    private async Task<T> RepeatAsync<T>(Func<CancellationToken, Task<T>> attemptAsync, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return await attemptAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (UndoneException undone) when (attempt < _options.MaxAttempts)
            {
                RelationalLog.TransactionRetried(_logger, attempt, undone.Cause);
            }
            catch (UndoneException undone)
            {
                throw _platform.Errors.Map(undone.Cause);
            }

            await _delays.WaitAsync(attempt, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<T> WriteOnceAsync<T>(Func<SqlSession, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        string token = CommitTokens.Next();
        (T result, Exception? unanswered) = await AttemptAsync(
            async (session, inner) =>
            {
                await session.ExecuteAsync(_platform.Statements.BeginWrite, [], inner).ConfigureAwait(false);
                T value = await work(session, inner).ConfigureAwait(false);
                await _tokens.ForgetAsync(session, inner).ConfigureAwait(false);
                inner.ThrowIfCancellationRequested();
                return (value, await CommitAsync(session, token).ConfigureAwait(false));
            },
            cancellationToken).ConfigureAwait(false);
        if (unanswered is not null)
        {
            // The connection is closed by now: a transaction that waits for its commit ends.
            bool committed = await _tokens.WasCommittedAsync(token, cancellationToken).ConfigureAwait(false);
            RelationalLog.CommitLookedUp(_logger, committed ? "done" : "not done", unanswered);
            if (!committed)
                throw new UndoneException(unanswered);
        }

        _tokens.Answered(token);
        return result;
    }

    // Not cancelled: a save that tells of its cancellation has saved nothing.
    private async Task<Exception?> CommitAsync(ServerSession session, string token)
    {
        try
        {
            await session.ExecuteAsync(_platform.Statements.Commit, [token], CancellationToken.None).ConfigureAwait(false);
            return null;
        }
        catch (Exception error) when (_platform.Errors.IsOfServer(error))
        {
            if (_platform.Errors.IsConnectionLost(error) || _platform.Errors.IsTimeout(error))
            {
                _platform.ForgetConnections(session.Connection);
                return error;
            }

            throw _platform.Errors.IsConflict(error) ? new UndoneException(error) : _platform.Errors.Map(error, committing: true);
        }
    }

    private async Task<T> AttemptAsync<T>(Func<ServerSession, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        DbConnection connection = await OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            ServerSession session = _platform.Session(connection);
            try
            {
                return await work(session, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception error)
            {
                await UndoAsync(session, connection, error).ConfigureAwait(false);
                if (!_platform.Errors.IsOfServer(error))
                    throw;
                throw _platform.Errors.IsConflict(error) || _platform.Errors.IsConnectionLost(error)
                    ? new UndoneException(error)
                    : _platform.Errors.Map(error);
            }
        }
    }

    private async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _platform.DataSource.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (_platform.Errors.IsOfServer(error))
        {
            throw _platform.Errors.Map(error);
        }
    }

    // A connection that cannot even undo is of no use to anybody, and those that idle beside it hardly are.
    private async Task UndoAsync(ServerSession session, DbConnection connection, Exception error)
    {
        if (_platform.Errors.IsOfServer(error) && _platform.Errors.IsConnectionLost(error))
        {
            _platform.ForgetConnections(connection);
            return;
        }

        try
        {
            await session.ExecuteAsync(_platform.Statements.Rollback, [], CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception lost) when (_platform.Errors.IsOfServer(lost) || lost is InvalidOperationException)
        {
            _platform.ForgetConnections(connection);
        }
    }

    // Travels from an attempt to the loop around it and never further.
#pragma warning disable CA1032, CA1064 // Neither public nor made without a cause.
    private sealed class UndoneException(Exception cause) : Exception(cause.Message, cause)
    {
        public Exception Cause => InnerException!;
    }
#pragma warning restore CA1032, CA1064
}
