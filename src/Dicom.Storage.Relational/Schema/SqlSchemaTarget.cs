using Dicom.Storage.Core;

namespace Dicom.Storage.Relational;

/// <summary>The schema of one database, whose lock the caller holds.</summary>
/// <param name="session">The connection that holds it, in a transaction where the server's DDL has them.</param>
/// <param name="statements">The statements about the table of versions.</param>
/// <param name="timeProvider">The time that is noted.</param>
/// <param name="afterScript">What the program does between a step's statements and its note of completion: work that SQL cannot do alike on every server.</param>
public sealed class SqlSchemaTarget(
    SqlSession session, SchemaStatements statements, TimeProvider timeProvider, Func<SchemaScript, CancellationToken, Task>? afterScript = null)
    : ISchemaTarget
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<AppliedScript>> ReadHistoryAsync(CancellationToken cancellationToken)
    {
        await session.ExecuteAsync(statements.CreateHistory, [], cancellationToken).ConfigureAwait(false);
        return await session.QueryAsync(
            statements.History,
            [],
            static row => new AppliedScript(row.Int32() ?? 0, row.Text() ?? string.Empty, row.Int32() == 1),
            cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task ApplyAsync(SchemaScript script, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(script);
        await NoteAsync(script, completed: null, cancellationToken).ConfigureAwait(false);
        await session.RunScriptAsync(script.Text, cancellationToken).ConfigureAwait(false);
        if (afterScript is not null)
            await afterScript(script, cancellationToken).ConfigureAwait(false);
        await NoteAsync(script, timeProvider.GetUtcNow(), cancellationToken).ConfigureAwait(false);
    }

    private Task<int> NoteAsync(SchemaScript script, DateTimeOffset? completed, CancellationToken cancellationToken) =>
        session.ExecuteAsync(statements.NoteVersion, [script.Version, script.Name, script.Checksum, completed], cancellationToken);
}
