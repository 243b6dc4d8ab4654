using Dicom.Storage.Core;
using Dicom.Storage.Relational;
using Microsoft.Data.Sqlite;

namespace Dicom.Storage.Sqlite;

/// <summary>The schema of one database file. SQLite's DDL has transactions, so a step is taken whole or not at all.</summary>
internal sealed class SqliteSchemaTarget(SqliteSession session, TimeProvider timeProvider) : ISchemaTarget
{
    public Task<IReadOnlyList<AppliedScript>> ReadHistoryAsync(CancellationToken cancellationToken)
    {
        session.Execute(SqliteStatements.CreateHistory);
        return session.QueryAsync(
            SqliteStatements.History,
            [],
            static row => new AppliedScript(row.Int32() ?? 0, row.Text() ?? string.Empty, row.Int32() == 1),
            cancellationToken);
    }

    public async Task ApplyAsync(SchemaScript script, CancellationToken cancellationToken)
    {
        using (SqliteCommand command = session.Connection.CreateCommand())
        {
#pragma warning disable CA2100 // An embedded file of this package.
            command.CommandText = script.Text;
#pragma warning restore CA2100
            command.ExecuteNonQuery();
        }

        object?[] arguments = [script.Version, script.Name, script.Checksum, timeProvider.GetUtcNow()];
        await session.ExecuteAsync(SqliteStatements.NoteVersion, arguments, cancellationToken).ConfigureAwait(false);
    }
}
