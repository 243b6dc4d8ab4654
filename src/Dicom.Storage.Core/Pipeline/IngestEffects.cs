namespace Dicom.Storage.Core;

/// <summary>What a batch does to the database and to the bus.</summary>
internal sealed class IngestEffects(int capacity)
{
    private readonly List<DicomStoreMeta> _stores = new(capacity);
    private readonly List<DicomStateMeta> _states = new(capacity);
    private readonly List<DicomImageMeta> _images = new(capacity);
    private readonly List<IngestItem> _items = new(capacity);
    private readonly HashSet<InstanceKey> _keys = new(capacity);

    public IngestBatch Batch => new(_stores, _states, _images);

    public bool Contains(InstanceKey key) => _keys.Contains(key);

    /// <summary>The object is the one its UIDs stand for.</summary>
    public void AddInstance(IngestItem item, string location)
    {
        _keys.Add(item.Key);
        _items.Add(item);
        _stores.Add(item.Metas.Store with { FilePath = location });
        _states.Add(item.Metas.State);
        _images.Add(item.Metas.Image);
    }

    /// <summary>The object is kept beside another with its UIDs: the journal knows it, the index goes on naming the first.</summary>
    public void AddVersion(IngestItem item, string location)
    {
        _items.Add(item);
        _stores.Add(item.Metas.Store with { FilePath = location });
    }

    /// <summary>Receipts first, then one event a series, then the images: the order in which the original's consumers got them.</summary>
    public List<StorageEvent> Events()
    {
        List<StorageEvent> events = new((_stores.Count * 2) + _states.Count + _images.Count);
        for (int i = 0; i < _items.Count; i++)
        {
            events.Add(Event(StorageTopic.Storage, _items[i], _stores[i]));
            events.Add(Event(StorageTopic.Log, _items[i], _stores[i]));
        }

        Dictionary<(TenantId, string, string), StorageEvent> series = [];
        List<StorageEvent> images = new(_images.Count);
        int image = 0;
        foreach (IngestItem item in _items)
        {
            if (image == _images.Count || !ReferenceEquals(item.Metas.Image, _images[image]))
                continue;
            series[(item.Key.Tenant, item.Key.StudyUid.Value, item.Key.SeriesUid.Value)] = Event(StorageTopic.State, item, _states[image]);
            images.Add(Event(StorageTopic.Image, item, _images[image]));
            image++;
        }

        events.AddRange(series.Values);
        events.AddRange(images);
        return events;
    }

    private static StorageEvent Event(StorageTopic topic, IngestItem item, object payload) =>
        new(topic, item.Entry.TraceId, item.Entry.Tenant, item.Key.StudyUid, payload);
}
