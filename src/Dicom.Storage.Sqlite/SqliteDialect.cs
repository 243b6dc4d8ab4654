using System.Text;
using Dicom.Storage.Core;
using Dicom.Storage.Relational;

namespace Dicom.Storage.Sqlite;

/// <summary>SQLite's own in the shared statements.</summary>
internal sealed class SqliteDialect : SqlDialect
{
    public override string AnyOf(string column, string parameter) => $"{column} IN (SELECT value FROM json_each({parameter}))";

    public override object AnyOfValue(IReadOnlyList<string> values)
    {
        using MemoryStream json = new();
        using (System.Text.Json.Utf8JsonWriter writer = new(json))
        {
            writer.WriteStartArray();
            foreach (string value in values)
                writer.WriteStringValue(value);
            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(json.GetBuffer(), 0, (int)json.Length);
    }

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
