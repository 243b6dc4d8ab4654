namespace Dicom.Storage.Core;

/// <summary>A table and how records become rows of it.</summary>
/// <typeparam name="T">The record.</typeparam>
public abstract class MetaTable<T>
{
    /// <summary>Names the table.</summary>
    protected MetaTable(string name, IReadOnlyList<MetaColumn> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        Name = name;
        Columns = columns;
        ColumnList = string.Join(", ", columns.Where(IsRead).Select(c => c.Name));
    }

    /// <summary>Gets the table's name.</summary>
    public string Name { get; }

    /// <summary>Gets the columns in the order in which they are written and read.</summary>
    public IReadOnlyList<MetaColumn> Columns { get; }

    /// <summary>Gets the columns that <see cref="Read"/> wants, for a SELECT.</summary>
    public string ColumnList { get; }

    /// <summary>Gives a record's values to a writer.</summary>
    public abstract void Write(T record, IRowWriter row);

    /// <summary>Makes a record of a row of <see cref="ColumnList"/>.</summary>
    /// <exception cref="FormatException">A value does not fit its type: the row was not written by this program.</exception>
    public abstract T Read(IRowReader row);

    /// <summary>Whether a column is part of <see cref="ColumnList"/>; others serve the database alone.</summary>
    protected virtual bool IsRead(MetaColumn column) => true;
}
