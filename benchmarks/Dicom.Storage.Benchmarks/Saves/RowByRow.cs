using System.Data.Common;
using System.Globalization;
using Dicom.Storage.Core;
using Dicom.Storage.Relational;

namespace Dicom.Storage.Benchmarks;

/// <summary>
/// How dicom-server-rs saves a list: a new connection, one transaction, one prepared upsert that is run for each row. Its tables and
/// columns; without what the provider keeps beside them.
/// </summary>
internal sealed class RowByRow(Func<DbConnection> connect, string onConflict, string given)
{
    public async Task SaveAsync<T>(MetaTable<T> table, IReadOnlyList<T> rows)
    {
        await using DbConnection connection = connect();
        await connection.OpenAsync();
        await using DbTransaction transaction = await connection.BeginTransactionAsync();
        await using DbCommand command = connection.CreateCommand();
        command.Transaction = transaction;
        ParameterRow row = new(command, Upsert(table), [.. table.Columns.Select(c => c.Name != "patient_name_folded")]);
        table.Write(rows[0], row);
        await command.PrepareAsync();
        foreach (T record in rows)
        {
            row.Start();
            table.Write(record, row);
            await command.ExecuteNonQueryAsync();
        }

        await transaction.CommitAsync();
    }

    private string Upsert<T>(MetaTable<T> table)
    {
        MetaColumn[] columns = [.. table.Columns.Where(c => c.Name != "patient_name_folded")];
        string names = string.Join(", ", columns.Select(c => c.Name));
        string values = string.Join(", ", columns.Select((_, i) => SqlDialect.Parameter(i)));
        string keys = string.Join(", ", columns.Where(c => c.Role == ColumnRole.Key).Select(c => c.Name));
        string updates = string.Join(", ", columns.Where(c => c.Role is not (ColumnRole.Key or ColumnRole.Kept))
            .Select(c => $"{c.Name} = {string.Format(CultureInfo.InvariantCulture, given, c.Name)}"));
        return $"INSERT INTO {table.Name} ({names}) VALUES ({values}) {string.Format(CultureInfo.InvariantCulture, onConflict, keys)} {updates}";
    }

    // The parameters are made by the first row and given new values by the next ones.
    private sealed class ParameterRow : IRowWriter
    {
        private readonly DbCommand _command;
        private readonly bool[] _written;
        private int _column;
        private int _parameter;

        public ParameterRow(DbCommand command, string sql, bool[] written)
        {
            _command = command;
            _written = written;
#pragma warning disable CA2100 // Names of the contract's columns.
            command.CommandText = sql;
#pragma warning restore CA2100
        }

        public void Start() => (_column, _parameter) = (0, 0);

        public void Text(string? value) => Set(value, System.Data.DbType.String);

        public void Int32(int? value) => Set(value, System.Data.DbType.Int32);

        public void Int64(long? value) => Set(value, System.Data.DbType.Int64);

        public void Double(double? value) => Set(value, System.Data.DbType.Double);

        public void Date(DateOnly? value) => Set(value, System.Data.DbType.Date);

        public void Time(TimeOnly? value) => Set(value, System.Data.DbType.Time);

        // Without a zone, as the original's columns are.
        public void Timestamp(DateTimeOffset value) => Set(DateTime.SpecifyKind(value.UtcDateTime, DateTimeKind.Unspecified), System.Data.DbType.DateTime2);

        private void Set(object? value, System.Data.DbType type)
        {
            if (!_written[_column++])
                return;
            if (_parameter == _command.Parameters.Count)
            {
                DbParameter parameter = _command.CreateParameter();
                parameter.ParameterName = SqlDialect.Parameter(_parameter);
                parameter.DbType = type;
                _command.Parameters.Add(parameter);
            }

            _command.Parameters[_parameter++].Value = value ?? DBNull.Value;
        }
    }
}
