using System.Text;
using Dicom.Storage.Core;
namespace Dicom.Storage.Relational;

/// <summary>Where the SQL servers differ. Everything that is returned is constant text; values travel as parameters <c>@p0</c>, <c>@p1</c> ...</summary>
public abstract class SqlDialect
{
    // Not the backslash, which servers read differently by their settings.
    private const char LikeEscape = '!';

    /// <summary>Gets what ends a SELECT so that it locks its rows and passes over rows that another transaction has locked; empty where there is one writer.</summary>
    public virtual string SkipLocked => string.Empty;

    /// <summary>
    /// Gets what stands after FROM so that the parameters of <see cref="SeriesSetArguments"/>, from <c>@p0</c> on, are rows
    /// <c>k (tenant_id, study_uid, series_uid, given_time, instances)</c>.
    /// </summary>
    public abstract string SeriesSet { get; }

    /// <summary>Gets the values of the parameters of <see cref="SeriesSet"/>.</summary>
    public abstract object?[] SeriesSetArguments(IReadOnlyCollection<SeriesMark> marks);

    /// <summary>Gets the statement that changes the rows <c>s</c> of <c>dicom_state_meta</c> which are in the <see cref="SeriesSet"/> <c>k</c> and meet a condition.</summary>
    public virtual string UpdateStates(string assignments, string condition) =>
        $"UPDATE dicom_state_meta AS s SET {assignments}\nFROM {SeriesSet}\nWHERE {SameSeries("s", "k")} AND ({condition})";

    /// <summary>Gets the condition that two rows are of one series.</summary>
    protected internal static string SameSeries(string one, string other) =>
        $"{one}.tenant_id = {other}.tenant_id AND {one}.study_uid = {other}.study_uid AND {one}.series_uid = {other}.series_uid";

    /// <summary>Gets the upsert of rows that <paramref name="source"/> gives, in the order of the table's columns, to servers that know <c>ON CONFLICT</c>.</summary>
    protected string UpsertFrom<T>(MetaTable<T> table, string source)
    {
        ArgumentNullException.ThrowIfNull(table);
        string keys = string.Join(", ", table.Columns.Where(c => c.Role == ColumnRole.Key).Select(c => c.Name));
        string updates = Updates(table, name => $"{table.Name}.{name}", name => $"excluded.{name}");
        return $"INSERT INTO {table.Name} ({AllColumns(table)})\n{source}\nON CONFLICT ({keys}) DO UPDATE SET\n    {updates}";
    }

    /// <summary>Gets the names of all columns in their order.</summary>
    protected static string AllColumns<T>(MetaTable<T> table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return string.Join(", ", table.Columns.Select(c => c.Name));
    }

    /// <summary>
    /// Gets the assignments of an upsert to a row that is there. Moments that depend on other columns come first: MySQL assigns from
    /// left to right.
    /// </summary>
    /// <param name="stored">Names the stored value of a column.</param>
    /// <param name="given">Names the given value of a column.</param>
    protected string Updates<T>(MetaTable<T> table, Func<string, string> stored, Func<string, string> given)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(stored);
        ArgumentNullException.ThrowIfNull(given);
        return string.Join(
            ",\n    ",
            table.Columns.Where(c => c.Role is not (ColumnRole.Key or ColumnRole.Kept)).OrderBy(c => c.Role == ColumnRole.Moved ? 0 : 1)
                .Select(c => $"{c.Name} = {Update(c, stored, given)}"));
    }

    /// <summary>Gets the condition that a column's value is one of a list, which one parameter carries.</summary>
    public abstract string AnyOf(string column, string parameter);

    /// <summary>Gets the value of the parameter of <see cref="AnyOf"/>.</summary>
    public abstract object AnyOfValue(IReadOnlyList<string> values);

    /// <summary>Gets the condition that a column's value matches a pattern, with regard to case.</summary>
    public virtual string Wildcard(string column, string parameter) => $"{column} LIKE {parameter} ESCAPE '{LikeEscape}'";

    /// <summary>Gets the value of the parameter of <see cref="Wildcard"/> for a pattern in which <c>*</c> is any run and <c>?</c> one character.</summary>
    public virtual object WildcardValue(string pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        StringBuilder like = new(pattern.Length);
        foreach (char character in pattern)
        {
            if (character is '%' or '_' or LikeEscape)
                like.Append(LikeEscape);
            like.Append(character switch { '*' => '%', '?' => '_', _ => character });
        }

        return like.ToString();
    }

    /// <summary>Gets the expression of the moment a microsecond after another.</summary>
    public abstract string OneMicrosecondAfter(string expression);

    /// <summary>Gets the form in which the driver takes a value: text, number, <see cref="DateOnly"/>, <see cref="TimeOnly"/>, <see cref="DateTimeOffset"/> or null.</summary>
    public abstract object Value(object? value);

    /// <summary>Gets the name of a parameter.</summary>
    public static string Parameter(int index) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"@p{index}");

    private string Update(MetaColumn column, Func<string, string> stored, Func<string, string> given)
    {
        const string instances = "series_related_instances";
        (string old, string @new) = (stored(column.Name), given(column.Name));
        return column.Role switch
        {
            ColumnRole.Latest => $"CASE WHEN {@new} > {old} THEN {@new} ELSE {old} END",
            ColumnRole.Moved =>
                $"CASE WHEN {@new} > {old} THEN {@new} "
                + $"WHEN {@new} < {old} OR {given(instances)} <> {stored(instances)} THEN {OneMicrosecondAfter(old)} ELSE {old} END",
            _ => @new,
        };
    }
}
