using Dicom.Storage.Core;

namespace Dicom.Storage.Specification;

/// <summary>A random history of calls, made on a database and on the reference alike; every answer is compared and, after so many calls, all rows.</summary>
internal sealed class DbHistory(IDbProvider db, int seed, CancellationToken cancellationToken)
{
    private static readonly BoundedString<Max64>[] s_owners = [BoundedString<Max64>.Parse("w1"), BoundedString<Max64>.Parse("w2")];

#pragma warning disable CA5394 // Not for secrets: a history is repeated by its seed.
    private readonly Random _random = new(seed);
#pragma warning restore CA5394
    private readonly ReferenceDb _model = new();
    private DateTimeOffset _now = Samples.Noon;

    public async Task RunAsync(int steps, int callsBetweenComparisons)
    {
        for (int step = 0; step < steps; step++)
        {
            // Mostly forward, at times not at all, at times back: clocks are set.
            _now += TimeSpan.FromMicroseconds(Next(10) switch { 0 => 0, 1 => -3, int n => n });
            await StepAsync();
            if ((step + 1) % callsBetweenComparisons == 0)
                await CompareAsync();
        }
    }

    private Task StepAsync() => Next(12) switch
    {
        0 or 1 or 2 => BatchAsync(),
        3 => ImagesAsync(),
        4 => StatesAsync(),
        5 => StoresAsync(),
        6 or 7 => JsonsAsync(),
        8 => AcquireAsync(),
        9 => RenewOrReleaseAsync(),
        10 => DeleteInstanceAsync(),
        _ => Next(3) == 0 ? DeleteWholeAsync() : BatchAsync(),
    };

    private async Task BatchAsync()
    {
        IngestBatch batch = new(Some(Store), Some(State), Some(Image));
        Assert.Equal(_model.SaveBatch(batch), await db.SaveIngestBatchAsync(batch, cancellationToken));
    }

    private async Task ImagesAsync()
    {
        IReadOnlyList<DicomImageMeta> rows = Some(Image);
        _model.SaveImages(rows);
        await db.SaveImageListAsync(rows, cancellationToken);
    }

    private async Task StatesAsync()
    {
        IReadOnlyList<DicomStateMeta> rows = Some(State);
        _model.SaveStates(rows);
        await db.SaveStateListAsync(rows, cancellationToken);
    }

    private async Task StoresAsync()
    {
        IReadOnlyList<DicomStoreMeta> rows = Some(Store);
        _model.SaveStores(rows);
        await db.SaveStoreListAsync(rows, cancellationToken);
    }

    private async Task JsonsAsync()
    {
        SeriesKey key = Key().Series;
        DateTimeOffset flag = _model.States.TryGetValue(key, out DicomStateMeta? state) && Next(4) > 0 ? state.UpdatedTime : _now;
        DicomJsonMeta json = Samples.Json(key, flag, (JsonStatus)(1 + Next(2)), Next(8)) with { CreatedTime = _now };
        _model.SaveJsons([json]);
        await db.SaveJsonListAsync([json], cancellationToken);
    }

    private async Task AcquireAsync()
    {
        JsonLeaseRequest request = new()
        {
            Owner = s_owners[Next(2)], Now = _now, Until = _now.AddMicroseconds(1 + Next(40)), EndTime = _now.AddMicroseconds(-Next(10)), Limit = 1 + Next(3),
        };
        Assert.Equal(_model.Acquire(request), await db.AcquireJsonLeasesAsync(request, cancellationToken));
    }

    private async Task RenewOrReleaseAsync()
    {
        (SeriesKey key, BoundedString<Max64> owner) = (Key().Series, s_owners[Next(2)]);
        if (Next(2) == 0)
        {
            DateTimeOffset until = _now.AddMicroseconds(30);
            Assert.Equal(_model.Renew(key, owner, _now, until), await db.RenewJsonLeaseAsync(key, owner, _now, until, cancellationToken));
        }
        else
        {
            _model.Release(key, owner);
            await db.ReleaseJsonLeaseAsync(key, owner, cancellationToken);
        }
    }

    private async Task DeleteInstanceAsync()
    {
        InstanceKey key = Key();
        IReadOnlyList<RemovedInstance> removed = await db.DeleteInstanceAsync(key, _now, cancellationToken);
        Assert.Equal(_model.Delete(key.TenantId, key.StudyUid, key.SeriesUid, key.SopUid, _now), removed.Select(r => r.Key));
    }

    private async Task DeleteWholeAsync()
    {
        InstanceKey key = Key();
        bool study = Next(2) == 0;
        IReadOnlyList<RemovedInstance> removed = study
            ? await db.DeleteStudyAsync(key.TenantId, key.StudyUid, cancellationToken)
            : await db.DeleteSeriesAsync(key.Series, cancellationToken);
        Assert.Equal(_model.Delete(key.TenantId, key.StudyUid, study ? null : key.SeriesUid, sop: null, _now), removed.Select(r => r.Key));
    }

    private async Task CompareAsync()
    {
        foreach (TenantId tenant in (TenantId[])[Samples.TenantA, Samples.TenantB])
        {
            for (int study = 1; study <= 2; study++)
            {
                Assert.Equal(
                    _model.States.Values.Where(s => s.TenantId == tenant && s.StudyUid == Samples.Uid(study)).OrderBy(s => s.SeriesUid),
                    await db.GetStateMetasAsync(tenant, Samples.Uid(study), cancellationToken));
                Assert.Equal(
                    _model.Images.Values.Where(i => i.TenantId == tenant && i.StudyUid == Samples.Uid(study)).OrderBy(i => i.SeriesUid).ThenBy(i => i.SopUid),
                    await db.GetImageMetasAsync(tenant, Samples.Uid(study), seriesUid: null, cancellationToken));
            }

            MetaQuery all = new() { TenantId = tenant, IncludeTotal = true };
            Assert.Equal(
                _model.States.Values.Where(s => s.TenantId == tenant).Select(s => s.StudyUid).Distinct().Count(),
                (await db.QueryStudiesAsync(all, cancellationToken)).Total);
        }

        Assert.Equal(_model.Due(_now, 100), await db.GetJsonMetasAsync(_now, 100, cancellationToken));
        foreach (DicomStoreMeta store in _model.Stores.Values)
            Assert.Equal(store, await db.GetStoreMetaAsync(store.TraceId, cancellationToken));
    }

    private List<T> Some<T>(Func<T> make) => [.. Enumerable.Range(0, Next(4)).Select(_ => make())];

    private InstanceKey Key() => Samples.Instance(1 + Next(2), 1 + Next(2), 1 + Next(3), Next(2) == 0 ? Samples.TenantA : Samples.TenantB);

    private DicomImageMeta Image() => Samples.Image(Key(), _now) with { InstanceNumber = Next(100) };

    private DicomStateMeta State() => Samples.State(Key().Series, _now) with { SeriesNumber = Next(100) };

    private DicomStoreMeta Store() => Samples.Store(Key(), Next(6), _now);

#pragma warning disable CA5394 // As above.
    private int Next(int limit) => _random.Next(limit);
#pragma warning restore CA5394
}
