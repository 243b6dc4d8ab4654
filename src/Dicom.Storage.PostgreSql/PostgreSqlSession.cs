using System.Data.Common;
using Dicom.Storage.Core;
using Dicom.Storage.Relational;
using Npgsql;
using NpgsqlTypes;

namespace Dicom.Storage.PostgreSql;

/// <summary>One connection to PostgreSQL.</summary>
internal sealed class PostgreSqlSession(NpgsqlConnection connection, PostgreSqlDialect dialect)
    : ServerSession(connection, dialect, PostgreSqlStatements.Server)
{
    // Fewer rows than these are upserted as they are: asking first which are there costs more than it gains.
    private const int FewRows = 16;
    private const int CopyChunkBytes = 256 << 10;

    /// <summary>
    /// Rows whose keys are all new go in by binary COPY, at half the server's cost of an upsert; the locks of their studies keep others
    /// from adding the same meanwhile. Whoever does without the locks makes the COPY fail, and the transaction is tried again.
    /// </summary>
    public override async Task UpsertAsync<T>(MetaTable<T> table, IReadOnlyCollection<T> rows, CancellationToken cancellationToken)
    {
        PostgreSqlStatements<T> sql = PostgreSqlStatements<T>.Of(table, dialect);
        if (rows.Count < FewRows || await AnyIsThereAsync(table, sql, rows, cancellationToken).ConfigureAwait(false))
            await UpsertArraysAsync(table, sql, rows, cancellationToken).ConfigureAwait(false);
        else
            await CopyAsync(table, sql, rows, cancellationToken).ConfigureAwait(false);
    }

    protected override object StripesValue(IReadOnlyList<int> stripes) => stripes.ToArray();

    protected override DbRowReader RowReader(DbDataReader reader) => new PostgreSqlRowReader((NpgsqlDataReader)reader);

    protected override DbParameter Parameter(DbCommand command, object? value) => value switch
    {
        DateOnly date => new NpgsqlParameter<int> { TypedValue = PostgreSqlTimes.Write(date), NpgsqlDbType = NpgsqlDbType.Date },
        TimeOnly time => new NpgsqlParameter<long> { TypedValue = PostgreSqlTimes.Write(time), NpgsqlDbType = NpgsqlDbType.Time },
        DateTimeOffset moment => new NpgsqlParameter<long> { TypedValue = PostgreSqlTimes.Write(moment), NpgsqlDbType = NpgsqlDbType.TimestampTz },
        IReadOnlyList<DateTimeOffset> moments => new NpgsqlParameter<long[]>
        {
            TypedValue = [.. moments.Select(PostgreSqlTimes.Write)], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz,
        },
        null => new NpgsqlParameter { Value = DBNull.Value, NpgsqlDbType = NpgsqlDbType.Unknown },
        _ => base.Parameter(command, value),
    };

    private async Task<bool> AnyIsThereAsync<T>(
        MetaTable<T> table, PostgreSqlStatements<T> sql, IReadOnlyCollection<T> rows, CancellationToken cancellationToken)
    {
        string[][] keys = [.. KeyRows.Of(table, rows)];

        // The objects of a list mostly share a few series: when these have none yet, there is nothing to look up one by one.
        if (keys.Length > 1)
        {
            string[][] beside = DistinctRows(keys[..^1]);
            if (beside[0].Length < rows.Count / 4 && !await IsAnyAsync(sql.AnyIsBeside, beside, cancellationToken).ConfigureAwait(false))
                return false;
        }

        return await IsAnyAsync(sql.AnyIsThere, keys, cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> IsAnyAsync(string sql, string[][] keys, CancellationToken cancellationToken) =>
        await CountAsync(sql, keys, cancellationToken).ConfigureAwait(false) > 0;

    private static string[][] DistinctRows(string[][] columns)
    {
        int[] places = [.. Enumerable.Range(0, columns[0].Length).DistinctBy(row => string.Join('\n', columns.Select(column => column[row])), StringComparer.Ordinal)];
        return [.. columns.Select(column => places.Select(place => column[place]).ToArray())];
    }

    private async Task UpsertArraysAsync<T>(
        MetaTable<T> table, PostgreSqlStatements<T> sql, IReadOnlyCollection<T> rows, CancellationToken cancellationToken)
    {
        NpgsqlCommand command = new(sql.Upsert, connection);
        await using (command.ConfigureAwait(false))
        {
            PostgreSqlColumns columns = new(table.Columns, rows.Count);
            foreach (T row in rows)
            {
                columns.StartRow();
                table.Write(row, columns);
            }

            columns.AddTo(command.Parameters);
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task CopyAsync<T>(MetaTable<T> table, PostgreSqlStatements<T> sql, IReadOnlyCollection<T> rows, CancellationToken cancellationToken)
    {
        PostgreSqlCopyRows writer = new(table.Columns.Count);
        NpgsqlRawCopyStream copy = await connection.BeginRawBinaryCopyAsync(sql.Copy, cancellationToken).ConfigureAwait(false);
        await using (copy.ConfigureAwait(false))
        {
            try
            {
                writer.Begin();
                foreach (T row in rows)
                {
                    writer.StartRow();
                    table.Write(row, writer);
                    if (writer.Bytes.Length < CopyChunkBytes)
                        continue;
                    await copy.WriteAsync(writer.Bytes, cancellationToken).ConfigureAwait(false);
                    writer.Clear();
                }

                writer.End();
                await copy.WriteAsync(writer.Bytes, cancellationToken).ConfigureAwait(false);
                cancellationToken.ThrowIfCancellationRequested();
            }
            catch (Exception error) when (error is not NpgsqlException)
            {
                // Disposing alone would complete it with the rows so far.
                await copy.CancelAsync().ConfigureAwait(false);
                throw;
            }
        }
    }
}
