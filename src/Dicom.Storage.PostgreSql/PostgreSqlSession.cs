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
    public override async Task UpsertAsync<T>(MetaTable<T> table, IReadOnlyCollection<T> rows, CancellationToken cancellationToken)
    {
        PostgreSqlColumns columns = new(table.Columns, rows.Count);
        foreach (T row in rows)
        {
            columns.StartRow();
            table.Write(row, columns);
        }

        NpgsqlCommand command = new(PostgreSqlStatements<T>.Upsert(table, dialect), connection);
        await using (command.ConfigureAwait(false))
        {
            columns.AddTo(command.Parameters);
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
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
}
