namespace Dicom.Storage.Core;

/// <summary>What a batch does to the database and to the bus.</summary>
internal sealed class IngestEffects(int capacity)
{
    private readonly List<DicomStoreMeta> _stores = new(capacity);
    private readonly List<DicomStateMeta> _states = new(capacity);
    private readonly List<DicomImageMeta> _images = new(capacity);
    private readonly HashSet<InstanceKey> _keys = new(capacity);

    // The newest receipt of each series: what its state event is known by.
    private readonly Dictionary<SeriesKey, TraceId> _series = [];
    private readonly List<TraceId> _imageReceipts = new(capacity);

    public bool IsEmpty => _stores.Count == 0;

    public IngestBatch Batch => new(_stores, _states, _images);

    public bool Contains(InstanceKey key) => _keys.Contains(key);

    /// <summary>The object is the one its UIDs stand for.</summary>
    public void AddInstance(IngestItem item, string location)
    {
        InstanceMetas metas = item.Description.Metas;
        _keys.Add(item.Key);
        _stores.Add(metas.Store with { FilePath = BoundedString<Max512>.Parse(location) });
        _states.Add(metas.State);
        _images.Add(metas.Image);
        _imageReceipts.Add(item.Entry.TraceId);
        _series[item.Key.Series] = item.Entry.TraceId;
    }

    /// <summary>The object is kept beside another with its UIDs: the journal knows it, the index goes on naming the first.</summary>
    public void AddVersion(IngestItem item, string location) =>
        _stores.Add(item.Description.Metas.Store with { FilePath = BoundedString<Max512>.Parse(location) });

    /// <summary>Receipts first, then one event a series, then the images: the order in which the original's consumers got them.</summary>
    /// <param name="saved">The series as the database has them now, with their counts.</param>
    public List<StorageEvent> Events(IReadOnlyList<DicomStateMeta> saved)
    {
        List<StorageEvent> events = new((_stores.Count * 2) + saved.Count + _images.Count);
        foreach (DicomStoreMeta store in _stores)
            AddReceipt(events, store, PutOutcome.Stored);

        foreach (DicomStateMeta state in saved)
        {
            TraceId receipt = _series[new SeriesKey(state.TenantId, state.StudyUid, state.SeriesUid)];
            events.Add(new StorageEvent(StorageTopic.State, receipt, state.TenantId, state.StudyUid, state));
        }

        for (int i = 0; i < _images.Count; i++)
            events.Add(new StorageEvent(StorageTopic.Image, _imageReceipts[i], _images[i].TenantId, _images[i].StudyUid, _images[i]));
        return events;
    }

    /// <summary>Adds the events of a receipt: for whoever works on it, and for the journal.</summary>
    public static void AddReceipt(List<StorageEvent> events, DicomStoreMeta receipt, PutOutcome outcome)
    {
        foreach (StorageTopic topic in (ReadOnlySpan<StorageTopic>)[StorageTopic.Storage, StorageTopic.Log])
            events.Add(new StorageEvent(topic, receipt.TraceId, receipt.TenantId, receipt.StudyUid, receipt) { Outcome = outcome });
    }
}
