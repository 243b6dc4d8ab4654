using Dicom.Storage.Relational;
using MySqlConnector;

namespace Dicom.Storage.MySql;

/// <summary>Takes rows as the parameters of one statement.</summary>
internal sealed class MySqlRows(MySqlParameterCollection parameters) : IRowWriter
{
    public void Text(string? value) => Add(value);

    public void Int32(int? value) => Add(value);

    public void Int64(long? value) => Add(value);

    public void Double(double? value) => Add(value);

    public void Date(DateOnly? value) => Add(value);

    public void Time(TimeOnly? value) => Add(value);

    public void Timestamp(DateTimeOffset value) => Add(value.UtcDateTime);

    private void Add(object? value) => parameters.Add(new MySqlParameter { Value = value ?? DBNull.Value });
}
