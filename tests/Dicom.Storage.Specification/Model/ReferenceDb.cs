using Dicom.Storage.Core;
using Dicom.Storage.DataSets;

namespace Dicom.Storage.Specification;

/// <summary>The rules of <see cref="IDbProvider"/> in the plainest form, to compare random histories with. One caller at a time.</summary>
public sealed class ReferenceDb
{
    private static readonly TimeSpan s_tick = TimeSpan.FromMicroseconds(1);

    private readonly Dictionary<SeriesKey, (BoundedString<Max64> Owner, DateTimeOffset Until)> _leases = [];

    public Dictionary<TraceId, DicomStoreMeta> Stores { get; } = [];

    public Dictionary<InstanceKey, DicomImageMeta> Images { get; } = [];

    public Dictionary<SeriesKey, DicomStateMeta> States { get; } = [];

    public Dictionary<SeriesKey, DicomJsonMeta> Jsons { get; } = [];

    public static SeriesKey KeyOf(DicomStateMeta s) => new(s.TenantId, s.StudyUid, s.SeriesUid);

    public static InstanceKey KeyOf(DicomImageMeta i) => new(i.TenantId, i.StudyUid, i.SeriesUid, i.SopUid);

    public void SaveStores(IEnumerable<DicomStoreMeta> rows)
    {
        foreach (DicomStoreMeta row in rows.GroupBy(r => r.TraceId).Select(g => g.Last()))
            Stores[row.TraceId] = Stores.TryGetValue(row.TraceId, out DicomStoreMeta? old) ? row with { CreatedTime = old.CreatedTime } : row;
    }

    public void SaveImages(IReadOnlyList<DicomImageMeta> rows)
    {
        foreach (DicomImageMeta row in rows.GroupBy(KeyOf).Select(g => g.Last()))
        {
            Images[KeyOf(row)] = Images.TryGetValue(KeyOf(row), out DicomImageMeta? old)
                ? row with { CreatedTime = old.CreatedTime, UpdatedTime = Later(old.UpdatedTime, row.UpdatedTime) }
                : row;
        }

        foreach (IGrouping<SeriesKey, DicomImageMeta> series in rows.GroupBy(r => KeyOf(r).Series))
            Recount(series.Key, series.Max(r => r.UpdatedTime));
    }

    public void SaveStates(IEnumerable<DicomStateMeta> rows)
    {
        foreach (DicomStateMeta row in rows.GroupBy(KeyOf).Select(g => g.Last()))
        {
            SeriesKey key = KeyOf(row);
            DicomStateMeta counted = row with { SeriesRelatedInstances = Count(key) };
            if (States.TryGetValue(key, out DicomStateMeta? old))
            {
                bool changed = row.UpdatedTime < old.UpdatedTime || counted.SeriesRelatedInstances != old.SeriesRelatedInstances;
                DateTimeOffset moved = row.UpdatedTime > old.UpdatedTime ? row.UpdatedTime : changed ? old.UpdatedTime + s_tick : old.UpdatedTime;
                counted = counted with { CreatedTime = old.CreatedTime, UpdatedTime = moved };
            }

            States[key] = counted;
        }
    }

    public void SaveJsons(IEnumerable<DicomJsonMeta> rows)
    {
        foreach (DicomJsonMeta row in rows)
        {
            SeriesKey key = new(row.TenantId, row.StudyUid, row.SeriesUid);
            Jsons[key] = Jsons.TryGetValue(key, out DicomJsonMeta? old) ? row with { CreatedTime = old.CreatedTime } : row;
        }
    }

    public IReadOnlyList<DicomStateMeta> SaveBatch(IngestBatch batch)
    {
        SaveStores(batch.Stores);
        SaveImages(batch.Images);
        SaveStates(batch.States);
        return [.. batch.States.Select(KeyOf).Distinct().Select(key => States[key])];
    }

    public IReadOnlyList<DicomStateMeta> Due(DateTimeOffset endTime, int limit) =>
        [.. States.Values.Where(s => s.UpdatedTime <= endTime && IsDue(s)).OrderBy(s => s.UpdatedTime).ThenBy(s => s.TenantId).ThenBy(s => s.StudyUid).ThenBy(s => s.SeriesUid).Take(limit)];

    public IReadOnlyList<DicomStateMeta> Acquire(JsonLeaseRequest request)
    {
        IReadOnlyList<DicomStateMeta> free =
        [
            .. Due(request.EndTime, int.MaxValue)
                .Where(s => !_leases.TryGetValue(KeyOf(s), out var lease) || lease.Until <= request.Now).Take(request.Limit),
        ];
        foreach (DicomStateMeta state in free)
            _leases[KeyOf(state)] = (request.Owner, request.Until);
        return free;
    }

    public bool Renew(SeriesKey series, BoundedString<Max64> owner, DateTimeOffset now, DateTimeOffset until)
    {
        bool held = _leases.TryGetValue(series, out var lease) && lease.Owner == owner && lease.Until > now;
        if (held)
            _leases[series] = (owner, until);
        return held;
    }

    public void Release(SeriesKey series, BoundedString<Max64> owner)
    {
        if (_leases.TryGetValue(series, out var lease) && lease.Owner == owner)
            _leases.Remove(series);
    }

    public IReadOnlyList<InstanceKey> Delete(TenantId tenant, DicomUid study, DicomUid? series, DicomUid? sop, DateTimeOffset at)
    {
        bool Has(InstanceKey k) => k.TenantId == tenant && k.StudyUid == study && (series is null || k.SeriesUid == series) && (sop is null || k.SopUid == sop);
        bool HasSeries(SeriesKey k) => k.TenantId == tenant && k.StudyUid == study && (series is null || k.SeriesUid == series);
        static InstanceKey KeyOfStore(DicomStoreMeta s) => new(s.TenantId, s.StudyUid, s.SeriesUid, s.SopUid);
        List<InstanceKey> gone =
        [
            .. Images.Keys.Where(Has).Concat(Stores.Values.Select(KeyOfStore).Where(Has)).Distinct()
                .OrderBy(k => k.SeriesUid).ThenBy(k => k.SopUid),
        ];
        gone.ForEach(key => Images.Remove(key));
        foreach (TraceId id in Stores.Values.Where(s => Has(KeyOfStore(s))).Select(s => s.TraceId).ToList())
            Stores.Remove(id);

        if (sop is not null && gone.Count == 0)
            return gone;
        if (sop is not null && Count(gone[0].Series) > 0)
            Recount(gone[0].Series, at);
        else
            RemoveSeries(HasSeries);
        return gone;
    }

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    private void RemoveSeries(Func<SeriesKey, bool> has)
    {
        foreach (SeriesKey key in States.Keys.Concat(Jsons.Keys).Concat(_leases.Keys).Where(has).ToList())
        {
            States.Remove(key);
            Jsons.Remove(key);
            _leases.Remove(key);
        }
    }

    private int Count(SeriesKey series) => Images.Keys.Count(key => key.Series == series);

    private void Recount(SeriesKey series, DateTimeOffset given)
    {
        if (!States.TryGetValue(series, out DicomStateMeta? old))
            return;
        int count = Count(series);
        DateTimeOffset moved = given > old.UpdatedTime ? given : count != old.SeriesRelatedInstances ? old.UpdatedTime + s_tick : old.UpdatedTime;
        States[series] = old with { SeriesRelatedInstances = count, UpdatedTime = moved };
    }

    private bool IsDue(DicomStateMeta state) =>
        !Jsons.TryGetValue(KeyOf(state), out DicomJsonMeta? json) || json.FlagTime != state.UpdatedTime
        || (json.JsonStatus == JsonStatus.Failed && json.RetryTimes < DicomJsonMeta.MaxRetryTimes);
}
