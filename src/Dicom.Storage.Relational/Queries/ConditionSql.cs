using System.Text;
using Dicom.Storage.Core;

namespace Dicom.Storage.Relational;

/// <summary>Builds a WHERE of constant fragments, and the values of its parameters.</summary>
internal sealed class ConditionSql(SqlDialect dialect, TenantId tenant)
{
    private readonly List<object?> _arguments = [tenant.Value];

    /// <summary>Gets the values so far; <c>@p0</c> is the tenant.</summary>
    public object?[] Arguments => [.. _arguments];

    /// <summary>Adds a value of its own and gets its parameter.</summary>
    public string Add(object? value)
    {
        _arguments.Add(value);
        return SqlDialect.Parameter(_arguments.Count - 1);
    }

    /// <summary>Gets the conditions on series rows <paramref name="alias"/>, each with AND before it.</summary>
    public string OfSeries(string alias, IEnumerable<QueryCondition> conditions)
    {
        StringBuilder sql = new();
        foreach (QueryCondition condition in conditions)
        {
            if (condition.Field == QueryField.ModalitiesInStudy)
            {
                sql.Append(" AND EXISTS (SELECT 1 FROM dicom_state_meta m WHERE m.tenant_id = ").Append(alias)
                    .Append(".tenant_id AND m.study_uid = ").Append(alias).Append(".study_uid").Append(Compare("m.modality", condition)).Append(')');
            }
            else
            {
                string column = QueryColumns.OfSeries(condition.Field)
                    ?? throw new ArgumentException($"{condition.Field} belongs to objects, not to series.", nameof(conditions));
                sql.Append(Compare($"{alias}.{column}", condition));
            }
        }

        return sql.ToString();
    }

    /// <summary>Gets the conditions on object rows <paramref name="alias"/>, each with AND before it.</summary>
    public string OfInstances(string alias, IReadOnlyList<QueryCondition> conditions)
    {
        StringBuilder sql = new();
        foreach (QueryCondition condition in conditions.Where(c => QueryColumns.OfInstance(c.Field) is not null))
            sql.Append(Compare($"{alias}.{QueryColumns.OfInstance(condition.Field)}", condition));

        string series = OfSeries("s", conditions.Where(c => QueryColumns.OfInstance(c.Field) is null));
        if (series.Length > 0)
        {
            sql.Append(" AND EXISTS (SELECT 1 FROM dicom_state_meta s WHERE s.tenant_id = ").Append(alias)
                .Append(".tenant_id AND s.study_uid = ").Append(alias).Append(".study_uid AND s.series_uid = ").Append(alias)
                .Append(".series_uid").Append(series).Append(')');
        }

        return sql.ToString();
    }

    private static string Stored(QueryCondition condition, string value) =>
        condition.Field == QueryField.PatientName ? StoredText.Fold(value) : StoredText.ForStorage(value);

    private string Compare(string column, QueryCondition condition) => condition.Operator switch
    {
        QueryOperator.AnyOf when condition.Values.Count == 1 => $" AND {column} = {Add(Stored(condition, condition.Values[0]))}",
        QueryOperator.AnyOf =>
            $" AND {dialect.AnyOf(column, Add(dialect.AnyOfValue([.. condition.Values.Select(value => Stored(condition, value))])))}",
        QueryOperator.Wildcard => $" AND {dialect.Wildcard(column, Add(dialect.WildcardValue(Stored(condition, condition.Values[0]))))}",
        QueryOperator.Number => $" AND {column} = {Add(condition.Number)}",
        QueryOperator.DateRange => Range(column, condition.FirstDate, condition.LastDate),
        _ => Range(column, condition.FirstTime, condition.LastTime),
    };

    private string Range(string column, object? first, object? last)
    {
        string sql = $" AND {column} IS NOT NULL";
        if (first is not null)
            sql += $" AND {column} >= {Add(first)}";
        if (last is not null)
            sql += $" AND {column} <= {Add(last)}";
        return sql;
    }
}
