using Dicom.Storage.Core;
using Dicom.Storage.Relational;
using MySqlConnector;

namespace Dicom.Storage.MySql;

/// <summary>Takes rows as the parameters of one statement, which may be run again with others.</summary>
internal sealed class MySqlRows(MySqlParameterCollection parameters) : IRowWriter
{
    private int _next;

    public void StartStatement() => _next = 0;

    public void Text(string? value) => Add(value);

    public void Int32(int? value) => Add(value);

    public void Int64(long? value) => Add(value);

    public void Double(double? value) => Add(value);

    public void Date(DateOnly? value) => Add(value);

    public void Time(TimeOnly? value) => Add(value);

    public void Timestamp(DateTimeOffset value) => Add(value.UtcDateTime);

    private void Add(object? value)
    {
        if (_next == parameters.Count)
            parameters.Add(new MySqlParameter());
        parameters[_next++].Value = value ?? DBNull.Value;
    }
}
