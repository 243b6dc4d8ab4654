using Dicom.Storage.Core;

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
    /// <exception cref="DicomStorageException">Of kind ExtractionFailed: a row is not what its columns promise.</exception>
    public abstract Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object?[] arguments, Func<IRowReader, T> read, CancellationToken cancellationToken);

    /// <summary>Runs a step of the schema: several statements, no parameters.</summary>
    public abstract Task RunScriptAsync(string sql, CancellationToken cancellationToken);

    /// <summary>Upserts rows by the server's fastest safe way. No two rows have the same key.</summary>
    public abstract Task UpsertAsync<T>(MetaTable<T> table, IReadOnlyCollection<T> rows, CancellationToken cancellationToken);

    /// <summary>Runs a query of one number.</summary>
    public async Task<long> CountAsync(string sql, object?[] arguments, CancellationToken cancellationToken)
    {
        IReadOnlyList<long?> rows = await QueryAsync(sql, arguments, static row => row.Int64(), cancellationToken).ConfigureAwait(false);
        return rows.Count == 1 ? rows[0] ?? 0 : 0;
    }

    /// <summary>Reads the row on which a reader stands.</summary>
    /// <exception cref="DicomStorageException">Of kind ExtractionFailed: the row is not what its columns promise.</exception>
    protected static T Extract<T>(DbRowReader row, Func<IRowReader, T> read)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(read);
        row.StartRow();
        try
        {
            return read(row);
        }
        catch (Exception damaged) when (damaged is FormatException or InvalidCastException or OverflowException or InvalidOperationException)
        {
            throw new DicomStorageException(
                StorageErrorKind.ExtractionFailed, "A row of the database is not what its columns promise.", isTransient: false, damaged);
        }
    }
}
