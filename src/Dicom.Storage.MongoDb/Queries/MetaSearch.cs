using Dicom.Storage.Core;
using MongoDB.Bson;

namespace Dicom.Storage.MongoDb;

/// <summary>The searches of series and objects.</summary>
internal static class MetaSearch
{
    private static readonly BsonDocument s_seriesOrder = new()
    {
        { MongoNames.Study, 1 }, { MongoNames.SeriesNumberOrder, 1 }, { MongoNames.Series, 1 },
    };

    private static readonly BsonDocument s_instanceOrder = new()
    {
        { MongoNames.Study, 1 }, { MongoNames.Series, 1 }, { MongoNames.InstanceNumberOrder, 1 }, { MongoNames.Sop, 1 },
    };

    public static async Task<QueryPage<DicomStateMeta>> SeriesAsync(MongoUnit unit, MetaQuery query, CancellationToken cancellationToken)
    {
        MongoPage page = new(unit, MongoTables.State.Name, ConditionFilter.OfSeries(query.TenantId, query.Conditions), s_seriesOrder);
        await page.JoinAsync(MongoJoin.OfModalities(query), cancellationToken).ConfigureAwait(false);
        return Records(MongoTables.State, await page.ReadAsync(query, cancellationToken).ConfigureAwait(false));
    }

    public static async Task<QueryPage<DicomImageMeta>> InstancesAsync(MongoUnit unit, MetaQuery query, CancellationToken cancellationToken)
    {
        MongoPage page = new(unit, MongoTables.Image.Name, ConditionFilter.OfInstances(query.TenantId, query.Conditions), s_instanceOrder);
        QueryCondition[] ofSeries = [.. query.Conditions.Where(static c => QueryColumns.OfInstance(c.Field) is null)];
        if (ofSeries.Length > 0)
        {
            MongoJoin series = new(MongoNames.SeriesKey, MongoNames.Id, ConditionFilter.OfSeries(query.TenantId, ofSeries));
            await page.JoinAsync([series, .. MongoJoin.OfModalities(query)], cancellationToken).ConfigureAwait(false);
        }

        return Records(MongoTables.Image, await page.ReadAsync(query, cancellationToken).ConfigureAwait(false));
    }

    private static QueryPage<T> Records<T>(MongoTable<T> table, QueryPage<BsonDocument> page) =>
        new([.. page.Items.Select(table.Read)], page.Total);
}
