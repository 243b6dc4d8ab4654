using Dicom.Storage.Core;
using MongoDB.Bson;

namespace Dicom.Storage.MongoDb;

/// <summary>Builds filters. Values are only ever values: nothing in one is read as an operator or as a field's name.</summary>
internal static class ConditionFilter
{
    private static readonly BsonDocument s_nothing = MongoUnit.AnyId([]);

    /// <summary>Gets the filter of series rows; conditions on Modalities in Study are left out, they are of the whole study.</summary>
    /// <exception cref="ArgumentException">A condition is on an instance level field.</exception>
    public static BsonDocument OfSeries(TenantId tenant, IEnumerable<QueryCondition> conditions) => All(
        tenant,
        conditions.Where(static c => c.Field != QueryField.ModalitiesInStudy).Select(static condition => Of(
            QueryColumns.OfSeries(condition.Field)
            ?? throw new ArgumentException($"{condition.Field} belongs to objects, not to series.", nameof(conditions)),
            condition)));

    /// <summary>Gets the filter of object rows of the conditions that they answer by themselves.</summary>
    public static BsonDocument OfInstances(TenantId tenant, IEnumerable<QueryCondition> conditions) => All(
        tenant,
        from condition in conditions
        let column = QueryColumns.OfInstance(condition.Field)
        where column is not null
        select Of(column, condition));

    /// <summary>Gets the filter of series rows that give their study the modality.</summary>
    public static BsonDocument OfModality(TenantId tenant, QueryCondition condition) => All(tenant, [Of("modality", condition)]);

    /// <summary>Gets a filter that demands more.</summary>
    public static BsonDocument And(BsonDocument filter, BsonDocument further) => new("$and", new BsonArray { filter, further });

    private static BsonDocument All(TenantId tenant, IEnumerable<BsonDocument> conditions)
    {
        BsonDocument filter = new(MongoNames.Tenant, tenant.Value);
        BsonArray all = [.. conditions];
        return all.Count == 0 ? filter : filter.Add("$and", all);
    }

    private static BsonDocument Of(string column, QueryCondition condition) => condition.Operator switch
    {
        QueryOperator.AnyOf when condition.Values.Count == 1 => new(column, new BsonDocument("$eq", Stored(condition, condition.Values[0]))),
        QueryOperator.AnyOf => MongoUnit.AnyOf(column, condition.Values.Select(value => Stored(condition, value))),
        QueryOperator.Wildcard => WildcardPattern.Compare(Stored(condition, condition.Values[0])) is { } pattern ? new(column, pattern) : s_nothing,
        QueryOperator.Number => new(column, new BsonDocument("$eq", condition.Number)),
        QueryOperator.DateRange => Range(
            column,
            condition.FirstDate is { } first ? StoredTimes.Write(first) : null,
            condition.LastDate is { } last ? StoredTimes.Write(last) : null),
        _ => Range(
            column,
            condition.FirstTime is { } first ? StoredTimes.Write(first) : null,
            condition.LastTime is { } last ? StoredTimes.Write(last) : null),
    };

    private static string Stored(QueryCondition condition, string value) =>
        condition.Field == QueryField.PatientName ? StoredText.Fold(value) : StoredText.ForStorage(value);

    private static BsonDocument Range(string column, string? first, string? last)
    {
        BsonDocument range = new("$ne", BsonNull.Value);
        if (first is not null)
            range.Add("$gte", first);
        if (last is not null)
            range.Add("$lte", last);
        return new BsonDocument(column, range);
    }
}
