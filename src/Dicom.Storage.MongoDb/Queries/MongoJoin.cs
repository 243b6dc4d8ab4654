using Dicom.Storage.Core;
using MongoDB.Bson;

namespace Dicom.Storage.MongoDb;

/// <summary>The condition that series rows exist which meet a filter and share a key with the row looked at.</summary>
/// <param name="Field">The key in the row looked at.</param>
/// <param name="Key">The key in series rows.</param>
/// <param name="Filter">What the series rows have to meet.</param>
internal sealed record MongoJoin(string Field, string Key, BsonDocument Filter)
{
    /// <summary>Gets the joins of a query's conditions on Modalities in Study.</summary>
    public static IEnumerable<MongoJoin> OfModalities(MetaQuery query) =>
        query.Conditions.Where(static c => c.Field == QueryField.ModalitiesInStudy)
            .Select(c => new MongoJoin(MongoNames.Study, MongoNames.Study, ConditionFilter.OfModality(query.TenantId, c)));

    /// <summary>Gets the condition as a list of keys when few series meet the filter, else null.</summary>
    public async Task<BsonDocument?> NarrowAsync(MongoUnit unit, CancellationToken cancellationToken)
    {
        HashSet<string> keys = new(StringComparer.Ordinal);
        int rows = 0;
        await foreach (BsonDocument row in unit.FindAsync(
            MongoTables.State.Name, Filter, new() { Projection = MongoUnit.Only(Key), Limit = unit.LongestList + 1 }, cancellationToken).ConfigureAwait(false))
        {
            keys.Add(row[Key].AsString);
            rows++;
        }

        return rows > unit.LongestList ? null : MongoUnit.AnyOf(Field, keys);
    }

    /// <summary>Gets those rows of a block for which such series exist.</summary>
    public async Task<List<BsonDocument>> CheckAsync(MongoUnit unit, List<BsonDocument> block, CancellationToken cancellationToken)
    {
        BsonDocument ofBlock = MongoUnit.AnyOf(Key, block.Select(row => row[Field].AsString).Distinct(StringComparer.Ordinal));
        BsonDocument[] stages = [new("$match", ConditionFilter.And(Filter, ofBlock)), new("$group", new BsonDocument("_id", "$" + Key))];
        HashSet<string> there = new(StringComparer.Ordinal);
        await foreach (BsonDocument group in unit.AggregateAsync(MongoTables.State.Name, stages, cancellationToken).ConfigureAwait(false))
            there.Add(group["_id"].AsString);
        return block.FindAll(row => there.Contains(row[Field].AsString));
    }
}
