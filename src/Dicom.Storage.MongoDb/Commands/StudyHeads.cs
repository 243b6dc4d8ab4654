using Dicom.Storage.Core;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Dicom.Storage.MongoDb;

/// <summary>
/// One document a study: which of its series was saved last, and that one's Study Date, by which studies are listed. Ties: the
/// greatest series UID. It also is what writers of one study meet at, so that two transactions never count past each other.
/// </summary>
internal static class StudyHeads
{
    private const string UpdatedTime = "updated_time";
    private const string StudyDate = "study_date";

    private static readonly Comparer<DicomStateMeta> s_bySave = Comparer<DicomStateMeta>.Create(static (a, b) =>
        StoredTimes.Write(a.UpdatedTime).CompareTo(StoredTimes.Write(b.UpdatedTime)) is not 0 and int time
            ? time
            : string.CompareOrdinal(a.SeriesUid.Value, b.SeriesUid.Value));

    public static async Task StageAsync(MongoUnit unit, IReadOnlyCollection<DicomStateMeta> changed, CancellationToken cancellationToken)
    {
        ILookup<StudyKey, DicomStateMeta> studies = changed.ToLookup(static state => StudyKey.Of(MetaRows.KeyOf(state)));
        Dictionary<string, BsonDocument> heads = await unit
            .StoredAsync(MongoNames.StudyHead, [.. studies.Select(s => s.Key.Id)], cancellationToken).ConfigureAwait(false);
        foreach (IGrouping<StudyKey, DicomStateMeta> study in studies)
        {
            DicomStateMeta latest = study.MaxBy(static state => state, s_bySave)!;
            BsonDocument? head = heads.GetValueOrDefault(study.Key.Id);
            if (head is null || !IsListed(head) || !IsLater(head, latest))
                Put(unit, study.Key, MongoTables.State.Write(latest));
        }
    }

    /// <summary>Stages what becomes of a study's head when the series is removed.</summary>
    public static async Task WithoutAsync(MongoUnit unit, SeriesKey removed, CancellationToken cancellationToken)
    {
        StudyKey study = StudyKey.Of(removed);
        BsonDocument? head = await unit.OneAsync(MongoNames.StudyHead, study.Id, cancellationToken).ConfigureAwait(false);
        if (head is null || head.GetValue(MongoNames.Series, BsonNull.Value) != removed.SeriesUid.Value)
            return;

        BsonDocument others = MongoNames.Filter(study.TenantId, study.StudyUid).Add(MongoNames.Series, new BsonDocument("$ne", removed.SeriesUid.Value));
        FindOptions<BsonDocument> latestFirst = new() { Sort = new BsonDocument { { UpdatedTime, -1 }, { MongoNames.Series, -1 } }, Limit = 1 };
        BsonDocument? next = null;
        await foreach (BsonDocument state in unit.FindAsync(MongoTables.State.Name, others, latestFirst, cancellationToken).ConfigureAwait(false))
            next = state;

        if (next is null)
            Remove(unit, study);
        else
            Put(unit, study, next);
    }

    public static void Remove(MongoUnit unit, StudyKey study) => unit.Remove(MongoNames.StudyHead, new BsonDocument(MongoNames.Id, study.Id));

    private static bool IsListed(BsonDocument head) => head.GetValue(MongoNames.Listed, BsonBoolean.False).AsBoolean;

    // Whether the head is of a series saved after this one.
    private static bool IsLater(BsonDocument head, DicomStateMeta state)
    {
        (long stored, long given) = (head[UpdatedTime].ToInt64(), StoredTimes.Write(state.UpdatedTime));
        return stored != given ? stored > given : string.CompareOrdinal(head[MongoNames.Series].AsString, state.SeriesUid.Value) > 0;
    }

    private static void Put(MongoUnit unit, StudyKey study, BsonDocument state) => unit.Put(MongoTables.StudyHead, study.Id, new BsonDocument
    {
        { MongoNames.Tenant, study.TenantId.Value },
        { MongoNames.Study, study.StudyUid.Value },
        { MongoNames.Series, state[MongoNames.Series] },
        { UpdatedTime, state[UpdatedTime] },
        { StudyDate, state[StudyDate] },
        { MongoNames.Listed, true },
    });
}
