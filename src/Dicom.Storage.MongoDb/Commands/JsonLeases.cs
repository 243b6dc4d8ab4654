using Dicom.Storage.Core;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Dicom.Storage.MongoDb;

/// <summary>Which series need a document, and who works on them. A lease is a document by the key of its series: there is never a second.</summary>
internal static class JsonLeases
{
    private static readonly BsonDocument s_oldestFirst = new()
    {
        { "updated_time", 1 }, { MongoNames.Tenant, 1 }, { MongoNames.Study, 1 }, { MongoNames.Series, 1 },
    };

    public static async Task<IReadOnlyList<DicomStateMeta>> DueAsync(
        MongoUnit unit, DateTimeOffset endTime, int limit, CancellationToken cancellationToken)
    {
        List<DicomStateMeta> due = [];
        await foreach (BsonDocument state in FindDue(unit, endTime, limit, cancellationToken).ConfigureAwait(false))
            due.Add(MongoTables.State.Read(state));
        return due;
    }

    public static async Task<IReadOnlyList<DicomStateMeta>> AcquireAsync(
        MongoUnit unit, JsonLeaseRequest request, CancellationToken cancellationToken)
    {
        long now = Moment(request.Now);
        HashSet<string> held = new(StringComparer.Ordinal);
        BsonDocument running = new(MongoNames.UntilTime, new BsonDocument("$gt", now));
        await foreach (BsonDocument lease in unit
            .FindAsync(MongoNames.Lease, running, new() { Projection = MongoUnit.Only(MongoNames.Id) }, cancellationToken).ConfigureAwait(false))
        {
            held.Add(lease[MongoNames.Id].AsString);
        }

        List<DicomStateMeta> acquired = [];
        await foreach (BsonDocument document in FindDue(unit, request.EndTime, request.Limit + held.Count, cancellationToken).ConfigureAwait(false))
        {
            if (acquired.Count == request.Limit || held.Contains(document[MongoNames.Id].AsString))
                continue;
            DicomStateMeta state = MongoTables.State.Read(document);
            Put(unit, MetaRows.KeyOf(state), StoredText.ForStorage(request.Owner.Value), Moment(request.Until));
            acquired.Add(state);
        }

        return acquired;
    }

    public static async Task<bool> RenewAsync(
        MongoUnit unit, SeriesKey series, BoundedString<Max64> owner, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken)
    {
        BsonDocument? lease = await unit.OneAsync(MongoNames.Lease, MongoNames.KeyOf(series), cancellationToken).ConfigureAwait(false);
        string name = StoredText.ForStorage(owner.Value);
        if (lease is null || lease[MongoNames.Owner] != name || lease[MongoNames.UntilTime].ToInt64() <= Moment(now))
            return false;

        Put(unit, series, name, Moment(until));
        return true;
    }

    public static async Task<bool> ReleaseAsync(MongoUnit unit, SeriesKey series, BoundedString<Max64> owner, CancellationToken cancellationToken)
    {
        string id = MongoNames.KeyOf(series);
        BsonDocument? lease = await unit.OneAsync(MongoNames.Lease, id, cancellationToken).ConfigureAwait(false);
        bool held = lease is not null && lease[MongoNames.Owner] == StoredText.ForStorage(owner.Value);
        if (held)
            unit.Remove(MongoNames.Lease, new BsonDocument(MongoNames.Id, id));
        return held;
    }

    private static IAsyncEnumerable<BsonDocument> FindDue(MongoUnit unit, DateTimeOffset endTime, int limit, CancellationToken cancellationToken)
    {
        BsonDocument filter = new() { { MongoNames.JsonDue, true }, { "updated_time", new BsonDocument("$lte", Moment(endTime)) } };
        FindOptions<BsonDocument> options = new() { Sort = s_oldestFirst, Limit = limit };
        return unit.FindAsync(MongoTables.State.Name, filter, options, cancellationToken);
    }

    private static void Put(MongoUnit unit, SeriesKey series, string owner, long until) => unit.Put(
        MongoTables.Lease,
        MongoNames.KeyOf(series),
        MongoNames.Filter(series).Add(MongoNames.Owner, owner).Add(MongoNames.UntilTime, until));

    private static long Moment(DateTimeOffset value) => StoredTimes.Write(StoredText.ForStorage(value));
}
