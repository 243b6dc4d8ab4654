namespace Dicom.Storage.Relational;

/// <summary>Fills a column of a table that was taken over with what the program computes of another, a thousand values at a time.</summary>
/// <param name="Missing">The query of values whose rows lack it: text, each once, a bounded number.</param>
/// <param name="Fill">The statement that fills it for values and what was computed of them.</param>
/// <param name="Compute">Computes it.</param>
/// <param name="Arguments">Makes the parameters of <paramref name="Fill"/>: values and what was computed of them.</param>
public sealed record ColumnBackfill(
    string Missing, string Fill, Func<string, string> Compute, Func<IReadOnlyList<string>, IReadOnlyList<string>, object?[]> Arguments)
{
    /// <summary>Fills until nothing is missing.</summary>
    public async Task RunAsync(SqlSession session, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(session);
        int filled = 1;
        while (filled > 0)
        {
            IReadOnlyList<string> values =
                await session.QueryAsync(Missing, [], static row => row.Text() ?? string.Empty, cancellationToken).ConfigureAwait(false);
            filled = values.Count == 0
                ? 0
                : await session.ExecuteAsync(Fill, Arguments(values, [.. values.Select(Compute)]), cancellationToken).ConfigureAwait(false);
        }
    }
}
