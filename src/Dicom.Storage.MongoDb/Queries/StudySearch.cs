using Dicom.Storage.Core;
using MongoDB.Bson;

namespace Dicom.Storage.MongoDb;

/// <summary>The search of studies, by their heads.</summary>
internal static class StudySearch
{
    private const int StudiesPerRead = 500;

    // Null sorts first, so that descending it comes last.
    private static readonly BsonDocument s_order = new() { { "study_date", -1 }, { MongoNames.Study, 1 } };

    public static async Task<QueryPage<StudySummary>> FindAsync(MongoUnit unit, MetaQuery query, CancellationToken cancellationToken)
    {
        BsonDocument listed = new() { { MongoNames.Tenant, query.TenantId.Value }, { MongoNames.Listed, true } };
        BsonDocument series = ConditionFilter.OfSeries(query.TenantId, query.Conditions);
        MongoPage page = new(unit, MongoNames.StudyHead, listed, s_order);
        if (series.ElementCount > 1)
            await page.JoinAsync([new MongoJoin(MongoNames.Study, MongoNames.Study, series)], cancellationToken).ConfigureAwait(false);
        await page.JoinAsync(MongoJoin.OfModalities(query), cancellationToken).ConfigureAwait(false);
        QueryPage<BsonDocument> heads = await page.ReadAsync(query, cancellationToken).ConfigureAwait(false);
        return new QueryPage<StudySummary>(await SumUpAsync(unit, query.TenantId, heads.Items, cancellationToken).ConfigureAwait(false), heads.Total);
    }

    private static async Task<IReadOnlyList<StudySummary>> SumUpAsync(
        MongoUnit unit, TenantId tenant, IReadOnlyList<BsonDocument> heads, CancellationToken cancellationToken)
    {
        Dictionary<string, StudySum> sums = new(StringComparer.Ordinal);
        foreach (string[] some in heads.Select(static head => head[MongoNames.Study].AsString).Chunk(StudiesPerRead))
        {
            BsonDocument filter = new BsonDocument(MongoNames.Tenant, tenant.Value).Merge(MongoUnit.AnyOf(MongoNames.Study, some));
            await foreach (BsonDocument row in unit.FindAsync(MongoTables.State.Name, filter, new(), cancellationToken).ConfigureAwait(false))
            {
                DicomStateMeta state = MongoTables.State.Read(row);
                if (!sums.TryGetValue(state.StudyUid.Value, out StudySum? sum))
                    sums.Add(state.StudyUid.Value, sum = new StudySum());
                sum.Add(state);
            }
        }

        return [.. heads.Select(head => sums[head[MongoNames.Study].AsString].Summary())];
    }

    private sealed class StudySum
    {
        private readonly SortedSet<string> _modalities = new(StringComparer.Ordinal);
        private DicomStateMeta? _latest;
        private int _series;
        private long _instances;

        public void Add(DicomStateMeta state)
        {
            _series++;
            _instances += state.SeriesRelatedInstances ?? 0;
            if (state.Modality is { IsEmpty: false } modality)
                _modalities.Add(modality.Value);
            if (_latest is null || state.UpdatedTime > _latest.UpdatedTime
                || (state.UpdatedTime == _latest.UpdatedTime && string.CompareOrdinal(state.SeriesUid.Value, _latest.SeriesUid.Value) > 0))
            {
                _latest = state;
            }
        }

        public StudySummary Summary() => new()
        {
            TenantId = _latest!.TenantId,
            StudyUid = _latest.StudyUid,
            PatientId = _latest.PatientId,
            PatientName = _latest.PatientName,
            PatientSex = _latest.PatientSex,
            PatientBirthDate = _latest.PatientBirthDate,
            StudyDateOrigin = _latest.StudyDateOrigin,
            StudyDate = _latest.StudyDate,
            StudyTime = _latest.StudyTime,
            AccessionNumber = _latest.AccessionNumber,
            StudyId = _latest.StudyId,
            StudyDescription = _latest.StudyDescription,
            UpdatedTime = _latest.UpdatedTime,
            NumberOfSeries = _series,
            NumberOfInstances = _instances,
            ModalitiesInStudy = [.. _modalities],
        };
    }
}
