using Dicom.Storage.Core;
using Dicom.Storage.Relational;

namespace Dicom.Storage.Sqlite;

/// <summary>SQLite's own in the shared statements.</summary>
internal sealed class SqliteDialect : SqlDialect
{
    public override string SeriesSet =>
        """
        (SELECT json_extract(value, '$[0]') AS tenant_id, json_extract(value, '$[1]') AS study_uid, json_extract(value, '$[2]') AS series_uid,
            json_extract(value, '$[3]') AS given_time, json_extract(value, '$[4]') AS instances FROM json_each(@p0)) k
        """;

    public override object?[] SeriesSetArguments(IReadOnlyCollection<SeriesMark> marks) =>
        [JsonParameters.Series(marks, static (writer, moment) => writer.WriteNumberValue(StoredTimes.Write(moment)))];

    public string Upsert<T>(MetaTable<T> table) =>
        UpsertFrom(table, $"VALUES ({string.Join(", ", table.Columns.Select((_, i) => Parameter(i)))})");

    public override string AnyOf(string column, string parameter) => $"{column} IN (SELECT value FROM json_each({parameter}))";

    public override object AnyOfValue(IReadOnlyList<string> values) => JsonParameters.Texts(values);

    // GLOB has the same two wildcards and regards case; LIKE does not.
    public override string Wildcard(string column, string parameter) => $"{column} GLOB {parameter}";

    // The one other character with a meaning in GLOB is the bracket: it stands for itself in a set of one.
    public override object WildcardValue(string pattern) => pattern.Replace("[", "[[]", StringComparison.Ordinal);

    public override string OneMicrosecondAfter(string expression) => $"{expression} + 1";

    public override object Value(object? value) => value switch
    {
        null => DBNull.Value,
        DateOnly date => StoredTimes.Write(date),
        TimeOnly time => StoredTimes.Write(time),
        DateTimeOffset moment => StoredTimes.Write(moment),
        _ => value,
    };
}
