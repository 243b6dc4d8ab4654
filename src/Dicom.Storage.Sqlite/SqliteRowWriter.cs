using System.Text;
using Dicom.Storage.Core;
using Dicom.Storage.Relational;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Dicom.Storage.Sqlite;

/// <summary>
/// Binds rows to a prepared upsert and runs it, without an object a value: the driver's parameters cost several times what SQLite
/// itself takes for a row.
/// </summary>
internal sealed class SqliteRowWriter(sqlite3 database, sqlite3_stmt statement) : IRowWriter
{
    // The longest column has 512 runes of at most four bytes.
    private readonly byte[] _utf8 = new byte[2_048];
    private int _index;

    public void Text(string? value)
    {
        if (value is null)
            Check(raw.sqlite3_bind_null(statement, ++_index));
        else if (Encoding.UTF8.TryGetBytes(value, _utf8, out int length))
            Check(raw.sqlite3_bind_text(statement, ++_index, _utf8.AsSpan(0, length)));
        else
            Check(raw.sqlite3_bind_text(statement, ++_index, Encoding.UTF8.GetBytes(value)));
    }

    public void Int32(int? value) => Int64(value);

    public void Int64(long? value) =>
        Check(value is { } number ? raw.sqlite3_bind_int64(statement, ++_index, number) : raw.sqlite3_bind_null(statement, ++_index));

    public void Double(double? value) =>
        Check(value is { } number ? raw.sqlite3_bind_double(statement, ++_index, number) : raw.sqlite3_bind_null(statement, ++_index));

    public void Date(DateOnly? value) => Text(value is { } date ? StoredTimes.Write(date) : null);

    public void Time(TimeOnly? value) => Text(value is { } time ? StoredTimes.Write(time) : null);

    public void Timestamp(DateTimeOffset value) => Int64(StoredTimes.Write(value));

    /// <summary>Runs the statement with what was bound.</summary>
    public void Run()
    {
        _index = 0;
        int code = raw.sqlite3_step(statement);
        int reset = raw.sqlite3_reset(statement);
        if (code != raw.SQLITE_DONE)
            Check(reset);
    }

    private void Check(int code)
    {
        if (code == raw.SQLITE_OK)
            return;

        _index = 0;
        SqliteException.ThrowExceptionForRC(code, database);
    }
}
