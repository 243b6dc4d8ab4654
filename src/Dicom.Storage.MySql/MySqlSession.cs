using System.Data.Common;
using Dicom.Storage.Relational;
using MySqlConnector;

namespace Dicom.Storage.MySql;

/// <summary>One connection to MySQL or MariaDB.</summary>
internal sealed class MySqlSession(MySqlConnection connection, MySqlDialect dialect, int maxRowsPerStatement)
    : ServerSession(connection, dialect, MySqlStatements.Server)
{
    public override async Task UpsertAsync<T>(MetaTable<T> table, IReadOnlyCollection<T> rows, CancellationToken cancellationToken)
    {
        foreach (T[] chunk in rows.Chunk(maxRowsPerStatement))
        {
            MySqlCommand command = new(MySqlStatements<T>.Upsert(table, dialect, chunk.Length), connection);
            await using (command.ConfigureAwait(false))
            {
                MySqlRows values = new(command.Parameters);
                foreach (T row in chunk)
                    table.Write(row, values);
                await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    protected override object StripesValue(IReadOnlyList<int> stripes) => $"[{string.Join(',', stripes)}]";

    protected override DbRowReader RowReader(DbDataReader reader) => new MySqlRowReader((MySqlDataReader)reader);
}
