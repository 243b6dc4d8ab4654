using Dicom.Storage.Relational;
using Microsoft.Data.Sqlite;

namespace Dicom.Storage.Sqlite;

/// <summary>Puts a row into the parameters of a prepared upsert.</summary>
internal sealed class SqliteRowWriter(SqliteParameterCollection parameters) : IRowWriter
{
    private int _index;

    /// <summary>Starts the next row.</summary>
    public void StartRow() => _index = 0;

    public void Text(string? value) => Next(value);

    public void Int32(int? value) => Next(value);

    public void Int64(long? value) => Next(value);

    public void Double(double? value) => Next(value);

    public void Date(DateOnly? value) => Next(value is { } date ? SqliteTimes.Write(date) : null);

    public void Time(TimeOnly? value) => Next(value is { } time ? SqliteTimes.Write(time) : null);

    public void Timestamp(DateTimeOffset value) => Next(SqliteTimes.Write(value));

    private void Next(object? value) => parameters[_index++].Value = value ?? DBNull.Value;
}
