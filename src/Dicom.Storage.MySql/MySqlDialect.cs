using System.Globalization;
using Dicom.Storage.Core;
using Dicom.Storage.Relational;

namespace Dicom.Storage.MySql;

/// <summary>What MySQL and MariaDB have of their own in the shared statements. Lists travel as JSON text.</summary>
internal sealed class MySqlDialect : SqlDialect
{
    // Each server runs its own comment: by code points, trailing spaces count. The two have no such collation in common.
    public const string Binary = "CHARACTER SET utf8mb4 COLLATE /*!80017 utf8mb4_0900_bin */ /*M!100202 utf8mb4_nopad_bin */";

    public override string SkipLocked => "FOR UPDATE SKIP LOCKED";

    public override string SeriesSet =>
        $"""
        JSON_TABLE(@p0, '$[*]' COLUMNS (
            tenant_id VARCHAR(64) {Binary} PATH '$[0]', study_uid VARCHAR(64) {Binary} PATH '$[1]', series_uid VARCHAR(64) {Binary} PATH '$[2]',
            given_time DATETIME(6) PATH '$[3]', instances INT PATH '$[4]')) k
        """;

    public override object?[] SeriesSetArguments(IReadOnlyCollection<SeriesMark> marks) =>
    [
        JsonParameters.Series(
            marks,
            static (writer, moment) => writer.WriteStringValue(moment.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture))),
    ];

    // The set is walked and each of its rows found by key: what the update does not touch it does not lock either.
    public override string UpdateStates(string assignments, string condition) =>
        $"UPDATE {SeriesSet}\nSTRAIGHT_JOIN dicom_state_meta s FORCE INDEX (PRIMARY) ON {SameSeries("s", "k")}\nSET {assignments}\nWHERE {condition}";

    /// <summary>Gets the upsert of a number of rows; every value is a <c>?</c>.</summary>
    public string Upsert<T>(MetaTable<T> table, int rows)
    {
        string row = $"({string.Join(", ", Enumerable.Repeat("?", table.Columns.Count))})";
        string updates = Updates(table, name => name, name => $"VALUES({name})");
        return $"INSERT INTO {table.Name} ({AllColumns(table)})\nVALUES {string.Join(", ", Enumerable.Repeat(row, rows))}\nON DUPLICATE KEY UPDATE\n    {updates}";
    }

    public override string AnyOf(string column, string parameter) =>
        $"{column} IN (SELECT v FROM JSON_TABLE({parameter}, '$[*]' COLUMNS (v VARCHAR(512) {Binary} PATH '$')) j)";

    public override object AnyOfValue(IReadOnlyList<string> values) => JsonParameters.Texts(values);

    public override string OneMicrosecondAfter(string expression) => $"{expression} + INTERVAL 1 MICROSECOND";

    public override object Value(object? value) => value switch
    {
        null => DBNull.Value,
        DateTimeOffset moment => moment.UtcDateTime,
        _ => value,
    };
}
