using Dicom.Storage.Core;

namespace Dicom.Storage.Relational;

/// <summary>Where the SQL servers differ. Everything that is returned is constant text; values travel as parameters <c>@p0</c>, <c>@p1</c> ...</summary>
public abstract class SqlDialect
{
    /// <summary>Gets what ends a SELECT so that it locks its rows and passes over rows that another transaction has locked; empty where there is one writer.</summary>
    public virtual string SkipLocked => string.Empty;

    /// <summary>Gets the statement that upserts one row of a table, parameters in the order of the columns.</summary>
    public virtual string Upsert<T>(MetaTable<T> table)
    {
        ArgumentNullException.ThrowIfNull(table);
        string columns = string.Join(", ", table.Columns.Select(c => c.Name));
        string values = string.Join(", ", table.Columns.Select((_, i) => Parameter(i)));
        string keys = string.Join(", ", table.Columns.Where(c => c.Role == ColumnRole.Key).Select(c => c.Name));
        string updates = string.Join(",\n    ", table.Columns.Select(c => Update(table.Name, c)).Where(u => u.Length > 0));
        return $"INSERT INTO {table.Name} ({columns})\nVALUES ({values})\nON CONFLICT ({keys}) DO UPDATE SET\n    {updates}";
    }

    /// <summary>Gets the condition that a column's value is one of a list, which one parameter carries.</summary>
    public abstract string AnyOf(string column, string parameter);

    /// <summary>Gets the value of the parameter of <see cref="AnyOf"/>.</summary>
    public abstract object AnyOfValue(IReadOnlyList<string> values);

    /// <summary>Gets the condition that a column's value matches a pattern, with regard to case.</summary>
    public abstract string Wildcard(string column, string parameter);

    /// <summary>Gets the value of the parameter of <see cref="Wildcard"/> for a pattern in which <c>*</c> is any run and <c>?</c> one character.</summary>
    public abstract object WildcardValue(string pattern);

    /// <summary>Gets the expression of the moment a microsecond after another.</summary>
    public abstract string OneMicrosecondAfter(string expression);

    /// <summary>Gets the form in which the driver takes a value: text, number, <see cref="DateOnly"/>, <see cref="TimeOnly"/>, <see cref="DateTimeOffset"/> or null.</summary>
    public abstract object Value(object? value);

    /// <summary>Gets the name of a parameter.</summary>
    public static string Parameter(int index) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"@p{index}");

    private string Update(string table, MetaColumn column)
    {
        (string stored, string given) = ($"{table}.{column.Name}", $"excluded.{column.Name}");
        return column.Role switch
        {
            ColumnRole.Key or ColumnRole.Kept => string.Empty,
            ColumnRole.Latest => $"{column.Name} = CASE WHEN {given} > {stored} THEN {given} ELSE {stored} END",
            ColumnRole.Moved =>
                $"{column.Name} = CASE WHEN {given} > {stored} THEN {given} "
                + $"WHEN {given} < {stored} OR excluded.series_related_instances <> {table}.series_related_instances "
                + $"THEN {OneMicrosecondAfter(stored)} ELSE {stored} END",
            _ => $"{column.Name} = {given}",
        };
    }
}
