using Dicom.Storage.Core;
using Dicom.Storage.Relational;

namespace Dicom.Storage.PostgreSql;

/// <summary>PostgreSQL's own in the shared statements. Lists travel as array parameters.</summary>
internal sealed class PostgreSqlDialect : SqlDialect
{
    public override string SkipLocked => "FOR UPDATE SKIP LOCKED";

    public override string SeriesSet => "unnest(@p0, @p1, @p2, @p3, @p4) AS k (tenant_id, study_uid, series_uid, given_time, instances)";

    public override object?[] SeriesSetArguments(IReadOnlyCollection<SeriesMark> marks) =>
    [
        marks.Select(mark => mark.Series.TenantId.Value).ToArray(),
        marks.Select(mark => mark.Series.StudyUid.Value).ToArray(),
        marks.Select(mark => mark.Series.SeriesUid.Value).ToArray(),
        marks.Select(mark => mark.Given).ToArray(),
        marks.Select(mark => mark.Instances).ToArray(),
    ];

    /// <summary>Gets the upsert of rows whose columns travel as one array each.</summary>
    public string Upsert<T>(MetaTable<T> table) =>
        UpsertFrom(table, $"SELECT * FROM unnest({string.Join(", ", table.Columns.Select((_, i) => Parameter(i)))})");

    public override string AnyOf(string column, string parameter) => $"{column} = ANY ({parameter})";

    public override object AnyOfValue(IReadOnlyList<string> values) => values.ToArray();

    public override string OneMicrosecondAfter(string expression) => $"{expression} + interval '1 microsecond'";

    public override object Value(object? value) => value ?? DBNull.Value;
}
