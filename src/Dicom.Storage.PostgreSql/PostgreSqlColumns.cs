using Dicom.Storage.Core;
using Dicom.Storage.Relational;
using Npgsql;
using NpgsqlTypes;

namespace Dicom.Storage.PostgreSql;

/// <summary>Takes rows and keeps each column as an array of its own: what one upsert sends.</summary>
internal sealed class PostgreSqlColumns(IReadOnlyList<MetaColumn> columns, int rows) : IRowWriter
{
    private readonly Array[] _values = [.. columns.Select(column => Empty(column.Kind, rows))];
    private int _row = -1;
    private int _column;

    public void StartRow()
    {
        _row++;
        _column = 0;
    }

    public void Text(string? value) => ((string?[])_values[_column++])[_row] = value;

    public void Int32(int? value) => ((int?[])_values[_column++])[_row] = value;

    public void Int64(long? value) => ((long?[])_values[_column++])[_row] = value;

    public void Double(double? value) => ((double?[])_values[_column++])[_row] = value;

    public void Date(DateOnly? value) => Int32(value is { } date ? PostgreSqlTimes.Write(date) : null);

    public void Time(TimeOnly? value) => Int64(value is { } time ? PostgreSqlTimes.Write(time) : null);

    public void Timestamp(DateTimeOffset value) => Int64(PostgreSqlTimes.Write(value));

    public void AddTo(NpgsqlParameterCollection parameters)
    {
        for (int i = 0; i < columns.Count; i++)
            parameters.Add(Parameter(SqlDialect.Parameter(i), columns[i].Kind, _values[i]));
    }

    private static Array Empty(ColumnKind kind, int rows) => kind switch
    {
        ColumnKind.Text => new string?[rows],
        ColumnKind.Int32 or ColumnKind.Date => new int?[rows],
        ColumnKind.Double => new double?[rows],
        _ => new long?[rows],
    };

    private static NpgsqlParameter Parameter(string name, ColumnKind kind, Array values) => kind switch
    {
        ColumnKind.Text => new NpgsqlParameter<string?[]>(name, (string?[])values),
        ColumnKind.Int32 => new NpgsqlParameter<int?[]>(name, (int?[])values),
        ColumnKind.Int64 => new NpgsqlParameter<long?[]>(name, (long?[])values),
        ColumnKind.Double => new NpgsqlParameter<double?[]>(name, (double?[])values),
        ColumnKind.Date => new NpgsqlParameter<int?[]>(name, (int?[])values) { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Date },
        ColumnKind.Time => new NpgsqlParameter<long?[]>(name, (long?[])values) { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Time },
        _ => new NpgsqlParameter<long?[]>(name, (long?[])values) { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz },
    };
}
