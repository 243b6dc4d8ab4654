using Dicom.Storage.Core;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Dicom.Storage.MongoDb;

/// <summary>
/// A page of a collection whose rows may have to meet joins. The server does it all where it can: without joins, or with joins that
/// few series meet, which become lists. Else rows are read in their order, block by block, and checked: memory stays small, and
/// a condition that most rows meet fills a page soon.
/// </summary>
internal sealed class MongoPage(MongoUnit unit, string collection, BsonDocument filter, BsonDocument order)
{
    private readonly List<MongoJoin> _joins = [];

    public BsonDocument Filter { get; private set; } = filter;

    /// <summary>Gets whether the server alone can answer.</summary>
    public bool IsPlain => _joins.Count == 0;

    public async Task JoinAsync(IEnumerable<MongoJoin> joins, CancellationToken cancellationToken)
    {
        foreach (MongoJoin join in joins)
        {
            if (await join.NarrowAsync(unit, cancellationToken).ConfigureAwait(false) is { } list)
                Filter = ConditionFilter.And(Filter, list);
            else
                _joins.Add(join);
        }
    }

    public async Task<QueryPage<BsonDocument>> ReadAsync(MetaQuery query, CancellationToken cancellationToken)
    {
        if (!IsPlain)
            return await ReadBlocksAsync(query, cancellationToken).ConfigureAwait(false);

        long? total = query.IncludeTotal ? await unit.CountAsync(collection, Filter, cancellationToken).ConfigureAwait(false) : null;
        List<BsonDocument> rows = [];
        if (query.Limit == 0)
            return new QueryPage<BsonDocument>(rows, total);

        FindOptions<BsonDocument> options = new() { Sort = order, Skip = query.Offset, Limit = query.Limit };
        await foreach (BsonDocument row in unit.FindAsync(collection, Filter, options, cancellationToken).ConfigureAwait(false))
            rows.Add(row);
        return new QueryPage<BsonDocument>(rows, total);
    }

    /// <summary>Gives all rows that meet filter and joins, in order.</summary>
    public async IAsyncEnumerable<BsonDocument> RowsAsync(
        BsonDocument? fields, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<BsonDocument> block = [];
        FindOptions<BsonDocument> options = new() { Sort = order, Projection = fields };
        await foreach (BsonDocument row in unit.FindAsync(collection, Filter, options, cancellationToken).ConfigureAwait(false))
        {
            block.Add(row);
            if (block.Count < unit.BlockRows)
                continue;
            foreach (BsonDocument met in await CheckAsync(block, cancellationToken).ConfigureAwait(false))
                yield return met;
            block = [];
        }

        foreach (BsonDocument met in await CheckAsync(block, cancellationToken).ConfigureAwait(false))
            yield return met;
    }

    private async Task<QueryPage<BsonDocument>> ReadBlocksAsync(MetaQuery query, CancellationToken cancellationToken)
    {
        List<BsonDocument> rows = [];
        long total = 0;
        await foreach (BsonDocument row in RowsAsync(fields: null, cancellationToken).ConfigureAwait(false))
        {
            if (total++ >= query.Offset && rows.Count < query.Limit)
                rows.Add(row);
            else if (!query.IncludeTotal && rows.Count >= query.Limit)
                break;
        }

        return new QueryPage<BsonDocument>(rows, query.IncludeTotal ? total : null);
    }

    private async Task<List<BsonDocument>> CheckAsync(List<BsonDocument> block, CancellationToken cancellationToken)
    {
        foreach (MongoJoin join in _joins)
        {
            if (block.Count > 0)
                block = await join.CheckAsync(unit, block, cancellationToken).ConfigureAwait(false);
        }

        return block;
    }
}
