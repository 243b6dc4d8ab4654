using System.Collections.Concurrent;
using Dicom.Storage.Core;
using Dicom.Storage.Relational;
using Microsoft.Data.Sqlite;

namespace Dicom.Storage.Sqlite;

/// <summary>
/// The one connection that writes. Whoever holds the gate runs the saves that wait, its own and others', in one transaction: one
/// flush to disk for all of them. What waits is bounded by the callers, each of whom waits for one save.
/// </summary>
internal sealed class SqliteWriter(SqliteConnections connections, SqliteDialect dialect, int maxRowsPerCommit) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly ConcurrentQueue<SqliteWriteJob> _waiting = new();
    private SqliteSession? _session;
    private bool _disposed;

    public async Task<T> RunAsync<T>(int rows, Func<SqlSession, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        SqliteWriteJob<T> job = new(rows, work, cancellationToken);
        _waiting.Enqueue(job);
        try
        {
            await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            if (job.TryWithdraw())
                throw;

            // Another holder has taken it: only its outcome tells whether the rows are there.
            return await job.Outcome.ConfigureAwait(false);
        }

        try
        {
            while (!job.IsDone)
                await RunGroupAsync().ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }

        return await job.Outcome.ConfigureAwait(false);
    }

    /// <summary>Runs work on the connection within a transaction of its own; for the schema.</summary>
    public async Task RunAloneAsync(Func<SqliteSession, CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            SqliteSession session = Session();
            connections.CheckIntegrity(session.Connection);
            session.Execute(SqliteStatements.Begin);
            await work(session, cancellationToken).ConfigureAwait(false);
            session.Execute(SqliteStatements.Commit);
        }
        catch (SqliteException error)
        {
            throw SqliteErrorMap.Map(error, connections.Path);
        }
        finally
        {
            Undo();
            _gate.Release();
        }
    }

    public void Dispose()
    {
        _gate.Wait();
        _disposed = true;
        CloseSession();
        _gate.Release();
    }

    private async Task RunGroupAsync()
    {
        List<SqliteWriteJob> group = Take();
        List<SqliteWriteJob> succeeded = [];
        SqliteWriteJob? running = null;
        bool committing = false;
        try
        {
            SqliteSession session = Session();
            session.Execute(SqliteStatements.Begin);
            foreach (SqliteWriteJob job in group)
            {
                running = job;
                if (await RunMemberAsync(session, job).ConfigureAwait(false))
                    succeeded.Add(job);
            }

            (running, committing) = (null, true);
            session.Execute(SqliteStatements.Commit);
            succeeded.ForEach(static job => job.Complete());
        }
        catch (SqliteException error)
        {
            FailAll(group, running, SqliteErrorMap.Map(error, connections.Path, committing));
        }
        catch (Exception error) when (error is DicomStorageException or ObjectDisposedException or IOException or UnauthorizedAccessException)
        {
            FailAll(group, running, error);
        }
        finally
        {
            Undo();
        }
    }

    // A save that fails by itself (cancelled, a row that cannot be written) is undone by itself; what SQLite fails ends the group.
    private static async Task<bool> RunMemberAsync(SqliteSession session, SqliteWriteJob job)
    {
        session.Execute(SqliteStatements.Savepoint);
        try
        {
            await job.RunAsync(session).ConfigureAwait(false);
        }
        catch (Exception error) when (error is not SqliteException)
        {
            session.Execute(SqliteStatements.RollbackToSavepoint);
            session.Execute(SqliteStatements.ReleaseSavepoint);
            job.Fail(error);
            return false;
        }

        session.Execute(SqliteStatements.ReleaseSavepoint);
        return true;
    }

    private static void FailAll(List<SqliteWriteJob> group, SqliteWriteJob? culprit, Exception error)
    {
        foreach (SqliteWriteJob job in group)
        {
            job.Fail(culprit is null || ReferenceEquals(job, culprit)
                ? error
                : new DicomStorageException(
                    StorageErrorKind.TransactionFailed, "Another save of the same transaction failed.", isTransient: true, error));
        }
    }

    private List<SqliteWriteJob> Take()
    {
        List<SqliteWriteJob> group = [];
        int rows = 0;
        while (rows < maxRowsPerCommit && _waiting.TryDequeue(out SqliteWriteJob? job))
        {
            if (!job.TryTake())
                continue;
            group.Add(job);
            rows += job.Rows;
        }

        return group;
    }

    private SqliteSession Session()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return _session ??= new SqliteSession(connections.OpenWriter(), dialect);
    }

    // A transaction that is still open did not commit. The connection is given up with it: a new one recovers from the log alone.
    private void Undo()
    {
        if (_session is { } session && SQLitePCL.raw.sqlite3_get_autocommit(session.Connection.Handle) == 0)
            CloseSession();
    }

    private void CloseSession()
    {
        _session?.Dispose();
        _session = null;
    }
}
