using System.Data.Common;
using Dicom.Storage.Core;
using Dicom.Storage.Relational;
using MySqlConnector;

namespace Dicom.Storage.MySql;

/// <summary>One connection to MySQL or MariaDB.</summary>
internal sealed class MySqlSession(MySqlConnection connection, MySqlDialect dialect, int maxRowsPerStatement)
    : ServerSession(connection, dialect, MySqlStatements.Server)
{
    public override async Task UpsertAsync<T>(MetaTable<T> table, IReadOnlyCollection<T> rows, CancellationToken cancellationToken)
    {
        int whole = rows.Count - (rows.Count % maxRowsPerStatement);
        if (whole > 0)
            await UpsertAsync(table, rows.Take(whole), maxRowsPerStatement, prepare: true, cancellationToken).ConfigureAwait(false);
        if (whole < rows.Count)
            await UpsertAsync(table, rows.Skip(whole), rows.Count - whole, prepare: false, cancellationToken).ConfigureAwait(false);
    }

    protected override object StripesValue(IReadOnlyList<int> stripes) => $"[{string.Join(',', stripes)}]";

    protected override DbRowReader RowReader(DbDataReader reader) => new MySqlRowReader((MySqlDataReader)reader);

    // Every full statement is the same: the server reads it once, and values travel as they are, not as text.
    private async Task UpsertAsync<T>(
        MetaTable<T> table, IEnumerable<T> rows, int rowsPerStatement, bool prepare, CancellationToken cancellationToken)
    {
        MySqlCommand command = new(MySqlStatements<T>.Upsert(table, dialect, rowsPerStatement), connection);
        await using (command.ConfigureAwait(false))
        {
            MySqlRows values = new(command.Parameters);
            foreach (T[] chunk in rows.Chunk(rowsPerStatement))
            {
                values.StartStatement();
                foreach (T row in chunk)
                    table.Write(row, values);
                if (prepare)
                    await command.PrepareAsync(cancellationToken).ConfigureAwait(false);
                await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
