namespace Dicom.Storage.Relational;

/// <summary>One connection within one transaction.</summary>
public abstract class SqlSession
{
    /// <summary>
    /// Keeps other transactions from changing what belongs to the studies until this one ends: counts and what follows from them
    /// rest on it. Called once, before anything else. Does nothing where there is one writer.
    /// </summary>
    public virtual Task LockStudiesAsync(IEnumerable<StudyKey> studies, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Runs a statement.</summary>
    /// <param name="sql">Constant text.</param>
    /// <param name="arguments">The values of <c>@p0</c>, <c>@p1</c> ..., as <see cref="SqlDialect.Value"/> takes them.</param>
    /// <returns>The number of rows changed.</returns>
    public abstract Task<int> ExecuteAsync(string sql, object?[] arguments, CancellationToken cancellationToken);

    /// <summary>Runs a query and reads all its rows.</summary>
    /// <exception cref="Core.DicomStorageException">Of kind ExtractionFailed: a row is not what its columns promise.</exception>
    public abstract Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object?[] arguments, Func<IRowReader, T> read, CancellationToken cancellationToken);

    /// <summary>Upserts rows by the server's fastest safe way. No two rows have the same key.</summary>
    public abstract Task UpsertAsync<T>(MetaTable<T> table, IReadOnlyCollection<T> rows, CancellationToken cancellationToken);

    /// <summary>Runs a query of one number.</summary>
    public async Task<long> CountAsync(string sql, object?[] arguments, CancellationToken cancellationToken)
    {
        IReadOnlyList<long?> rows = await QueryAsync(sql, arguments, static row => row.Int64(), cancellationToken).ConfigureAwait(false);
        return rows.Count == 1 ? rows[0] ?? 0 : 0;
    }
}
