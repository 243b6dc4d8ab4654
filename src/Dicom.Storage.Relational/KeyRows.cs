using Dicom.Storage.Core;

namespace Dicom.Storage.Relational;

/// <summary>Takes rows and keeps their keys alone, each column as an array of its own. Keys are text in every table.</summary>
public sealed class KeyRows : IRowWriter
{
    private readonly int[] _places;
    private readonly string[][] _keys;
    private int _row = -1;
    private int _column;

    private KeyRows(IReadOnlyList<MetaColumn> columns, int rows)
    {
        _places = new int[columns.Count];
        int keys = 0;
        for (int i = 0; i < columns.Count; i++)
            _places[i] = columns[i].Role == ColumnRole.Key ? keys++ : -1;
        _keys = [.. Enumerable.Range(0, keys).Select(_ => new string[rows])];
    }

    /// <summary>Gets the keys of rows, in the order of the table's columns.</summary>
    public static IReadOnlyList<string[]> Of<T>(MetaTable<T> table, IReadOnlyCollection<T> rows)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(rows);
        KeyRows keys = new(table.Columns, rows.Count);
        foreach (T row in rows)
        {
            keys._row++;
            keys._column = 0;
            table.Write(row, keys);
        }

        return keys._keys;
    }

    void IRowWriter.Text(string? value)
    {
        if (_places[_column++] is >= 0 and int key)
            _keys[key][_row] = value ?? string.Empty;
    }

    void IRowWriter.Int32(int? value) => _column++;

    void IRowWriter.Int64(long? value) => _column++;

    void IRowWriter.Double(double? value) => _column++;

    void IRowWriter.Date(DateOnly? value) => _column++;

    void IRowWriter.Time(TimeOnly? value) => _column++;

    void IRowWriter.Timestamp(DateTimeOffset value) => _column++;
}
