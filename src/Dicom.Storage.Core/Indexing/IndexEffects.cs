namespace Dicom.Storage.Core;

/// <summary>What a batch of events does to the index, and what is told of it afterwards.</summary>
internal sealed class IndexEffects(IDbProvider database)
{
    private readonly List<DicomStoreMeta> _stores = [];
    private readonly List<DicomStateMeta> _states = [];
    private readonly Dictionary<InstanceKey, (DicomImageMeta Image, bool Saves)> _images = [];

    // The series as they stand before the batch, by study; and the newest receipt of each that has an event to tell.
    private readonly Dictionary<(TenantId, string), IReadOnlyList<DicomStateMeta>> _before = [];
    private readonly Dictionary<SeriesKey, TraceId> _told = [];
    private readonly Dictionary<InstanceKey, TraceId> _receipts = [];

    /// <summary>Adds an item; of one batch in the order of their receipts.</summary>
    public async ValueTask AddAsync(IndexItem item, CancellationToken cancellationToken)
    {
        if (item.Metas is not null)
            _stores.Add(item.Metas.Store);
        if (item.IsVersion)
            return;

        _told[item.Key.Series] = item.Store.TraceId;
        _receipts[item.Key] = item.Store.TraceId;
        if (item.Metas is null)
            await AddSavedAsync(item.Key, cancellationToken).ConfigureAwait(false);
        else
            await AddNewAsync(item.Key, item.Metas, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Saves in one transaction; then makes the events of each series with its count, and of each object.</summary>
    public async ValueTask<IReadOnlyList<StorageEvent>> SaveAsync(CancellationToken cancellationToken)
    {
        if (_stores.Count > 0)
        {
            List<DicomImageMeta> images = [.. _images.Values.Where(static image => image.Saves).Select(static image => image.Image)];
            await database.SaveIngestBatchAsync(new IngestBatch(_stores, _states, images), cancellationToken).ConfigureAwait(false);
        }

        List<StorageEvent> events = [];
        foreach (IGrouping<(TenantId Tenant, DataSets.DicomUid Study), KeyValuePair<SeriesKey, TraceId>> study in _told.GroupBy(static series => (series.Key.TenantId, series.Key.StudyUid)))
        {
            IReadOnlyList<DicomStateMeta> states = await database.GetStateMetasAsync(study.Key.Tenant, study.Key.Study, cancellationToken).ConfigureAwait(false);
            foreach (DicomStateMeta state in states)
            {
                if (_told.TryGetValue(new SeriesKey(state.TenantId, state.StudyUid, state.SeriesUid), out TraceId receipt))
                    events.Add(new StorageEvent(StorageTopic.State, receipt, state.TenantId, state.StudyUid, state));
            }
        }

        foreach ((InstanceKey key, (DicomImageMeta image, _)) in _images)
            events.Add(new StorageEvent(StorageTopic.Image, _receipts[key], image.TenantId, image.StudyUid, image));
        return events;
    }

    // Saved by an earlier delivery that may have ended before it told of it. The object may have been deleted since.
    private async ValueTask AddSavedAsync(InstanceKey key, CancellationToken cancellationToken)
    {
        if (!_images.ContainsKey(key) && await database.FindImageAsync(key, cancellationToken).ConfigureAwait(false) is { } image)
            _images[key] = (image, false);
    }

    private async ValueTask AddNewAsync(InstanceKey key, InstanceMetas metas, CancellationToken cancellationToken)
    {
        IReadOnlyList<DicomStateMeta> study = await BeforeAsync(key, cancellationToken).ConfigureAwait(false);
        DicomStateMeta? series = study.FirstOrDefault(state => state.SeriesUid == key.SeriesUid);
        bool isLate = series is not null && series.UpdatedTime > metas.State.UpdatedTime;
        if (!isLate)
            _states.Add(metas.State);

        // Only where the series has moved on can the object's row be newer than this receipt.
        if (isLate && await database.FindImageAsync(key, cancellationToken).ConfigureAwait(false) is { } image && image.UpdatedTime > metas.Image.UpdatedTime)
            _images.TryAdd(key, (image, false));
        else
            _images[key] = (metas.Image, true);
    }

    private async ValueTask<IReadOnlyList<DicomStateMeta>> BeforeAsync(InstanceKey key, CancellationToken cancellationToken)
    {
        if (!_before.TryGetValue((key.TenantId, key.StudyUid.Value), out IReadOnlyList<DicomStateMeta>? states))
        {
            states = await database.GetStateMetasAsync(key.TenantId, key.StudyUid, cancellationToken).ConfigureAwait(false);
            _before[(key.TenantId, key.StudyUid.Value)] = states;
        }

        return states;
    }
}
