using System.Collections.Concurrent;
using Dicom.Storage.Core;
using Dicom.Storage.Relational;
using Microsoft.Data.Sqlite;

namespace Dicom.Storage.Sqlite;

/// <summary>A bounded set of connections that only read; each read sees the database of one moment.</summary>
internal sealed class SqliteReaders(SqliteConnections connections, SqliteDialect dialect, int maxReaders) : IDisposable
{
    private readonly SemaphoreSlim _free = new(maxReaders, maxReaders);
    private readonly ConcurrentBag<SqliteSession> _idle = [];
    private volatile bool _disposed;

    public async Task<T> RunAsync<T>(Func<SqlSession, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken).ConfigureAwait(false);
        SqliteSession? session = null;
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (!_idle.TryTake(out session))
                session = new SqliteSession(connections.OpenReader(), dialect);

            session.Execute(SqliteStatements.BeginRead);
            T result = await work(session, cancellationToken).ConfigureAwait(false);
            session.Execute(SqliteStatements.Commit);
            if (!_disposed)
            {
                _idle.Add(session);
                session = null;
            }

            return result;
        }
        catch (SqliteException error)
        {
            throw SqliteErrorMap.Map(error, connections.Path);
        }
        finally
        {
            session?.Dispose();
            _free.Release();
        }
    }

    public void Dispose()
    {
        _disposed = true;
        while (_idle.TryTake(out SqliteSession? session))
            session.Dispose();
    }
}
