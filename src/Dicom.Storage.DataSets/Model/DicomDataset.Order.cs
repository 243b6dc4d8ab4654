namespace Dicom.Storage.DataSets;

/// <content>Elements read out of their order, which only a tolerant reader gives.</content>
public sealed partial class DicomDataset
{
    private bool _isUnordered;

    /// <summary>Adds an item as it was read, in any order. Until <see cref="Order"/> the data set is not to be searched.</summary>
    internal void AppendInAnyOrder(DicomItem item)
    {
        _isUnordered |= Count > 0 && _tags[Count - 1] >= item.Tag.Value;
        if (item is DicomSequence sequence)
            sequence.Owner = this;
        Insert(Count, item);
    }

    /// <summary>Puts the items in order, once for all of them; of those with the same tag the first one read stays.</summary>
    internal void Order()
    {
        if (!_isUnordered)
            return;

        var keys = new ulong[Count];
        for (int i = 0; i < keys.Length; i++)
            keys[i] = ((ulong)_tags[i] << 32) | (uint)i;
        Array.Sort(keys);

        var items = new DicomItem[keys.Length];
        int kept = 0;
        foreach (ulong key in keys)
        {
            DicomItem item = _items[(uint)key];
            if (kept > 0 && items[kept - 1].Tag == item.Tag)
                Release(item);
            else
                items[kept++] = item;
        }

        _items = items;
        _tags = Array.ConvertAll(items[..kept], item => item.Tag.Value);
        Array.Resize(ref _tags, items.Length);
        Count = kept;
        _isUnordered = false;
        _version++;
    }
}
