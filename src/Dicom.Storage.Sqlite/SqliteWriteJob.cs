using Dicom.Storage.Core;
using Dicom.Storage.Relational;

namespace Dicom.Storage.Sqlite;

/// <summary>One save on its way into a transaction that it may share.</summary>
internal abstract class SqliteWriteJob(int rows, CancellationToken cancellationToken)
{
    private const int Waiting = 0;
    private const int Taken = 1;
    private const int Withdrawn = 2;
    private int _state;

    public int Rows => rows;

    public abstract bool IsDone { get; }

    protected CancellationToken CancellationToken => cancellationToken;

    /// <summary>The holder of the writer takes the job; false when its caller has withdrawn it.</summary>
    public bool TryTake() => Interlocked.CompareExchange(ref _state, Taken, Waiting) == Waiting;

    /// <summary>The caller withdraws the job; false when it is being run and its outcome has to be awaited.</summary>
    public bool TryWithdraw() => Interlocked.CompareExchange(ref _state, Withdrawn, Waiting) == Waiting;

    public abstract Task RunAsync(SqlSession session);

    /// <summary>Tells the caller that the transaction was committed.</summary>
    public abstract void Complete();

    /// <summary>Tells the caller that nothing was saved.</summary>
    public abstract void Fail(Exception error);
}

/// <inheritdoc cref="SqliteWriteJob"/>
internal sealed class SqliteWriteJob<T>(int rows, Func<SqlSession, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    : SqliteWriteJob(rows, cancellationToken)
{
    private readonly TaskCompletionSource<T> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;

    public Task<T> Outcome => _outcome.Task;

    public override bool IsDone => _outcome.Task.IsCompleted;

    public override async Task RunAsync(SqlSession session) => _result = await work(session, CancellationToken).ConfigureAwait(false);

    public override void Complete() => _outcome.TrySetResult(_result!);

    public override void Fail(Exception error)
    {
        if (error is OperationCanceledException cancelled)
            _outcome.TrySetCanceled(cancelled.CancellationToken);
        else
            _outcome.TrySetException(error);
    }
}
