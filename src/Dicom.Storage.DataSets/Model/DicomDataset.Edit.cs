namespace Dicom.Storage.DataSets;

/// <content>Changes. Each returns the data set, so that calls can be chained.</content>
public sealed partial class DicomDataset
{
    /// <summary>Adds an empty element, or an empty sequence, with the VR of the dictionary.</summary>
    /// <exception cref="ArgumentException">The tag is there already.</exception>
    public DicomDataset Add(DicomTag tag) => Add(DicomElementFactory.Create<string>(tag, DicomElementFactory.VRFor(this, tag), DicomValidation.Rules, []));

    /// <summary>Adds an element with the VR of the dictionary.</summary>
    /// <typeparam name="T">One of the types that values are read as; <see cref="DicomDataset"/> makes a sequence.</typeparam>
    /// <exception cref="ArgumentException">The tag is there already.</exception>
    /// <exception cref="DicomDataException">The VR cannot hold the values, or the dictionary has no VR for the tag.</exception>
    public DicomDataset Add<T>(DicomTag tag, params ReadOnlySpan<T> values) => Add(DicomElementFactory.VRFor(this, tag), tag, values);

    /// <summary>Adds an element with a VR.</summary>
    /// <exception cref="ArgumentException">The tag is there already.</exception>
    /// <exception cref="DicomDataException">The VR cannot hold the values.</exception>
    public DicomDataset Add<T>(DicomVR vr, DicomTag tag, params ReadOnlySpan<T> values) => Add(DicomElementFactory.Create(tag, vr, DicomValidation.Rules, values));

    /// <summary>Adds an item. Its bytes are taken as they are, so text is read by this data set's character sets. A sequence that belongs to another data set is cloned.</summary>
    /// <exception cref="ArgumentException">The tag is there already.</exception>
    public DicomDataset Add(DicomItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        int index = IndexOf(item.Tag.Value);
        if (index >= 0)
            throw new ArgumentException($"{DicomMessages.Name(item.Tag)} is in the data set already: use AddOrUpdate to replace it.", nameof(item));

        Insert(~index, Adopt(item));
        IsChanged = true;
        return this;
    }

    /// <summary>Adds an empty element or sequence, or empties the one that is there.</summary>
    public DicomDataset AddOrUpdate(DicomTag tag) =>
        AddOrUpdate(DicomElementFactory.Create<string>(tag, DicomElementFactory.VRFor(this, tag), DicomValidation.Rules, []));

    /// <summary>Adds an element with the VR of the dictionary, in place of the one that is there.</summary>
    /// <typeparam name="T">One of the types that values are read as; <see cref="DicomDataset"/> makes a sequence.</typeparam>
    /// <exception cref="DicomDataException">The VR cannot hold the values, or the dictionary has no VR for the tag.</exception>
    public DicomDataset AddOrUpdate<T>(DicomTag tag, params ReadOnlySpan<T> values) => AddOrUpdate(DicomElementFactory.VRFor(this, tag), tag, values);

    /// <summary>Adds an element with a VR, in place of the one that is there.</summary>
    /// <exception cref="DicomDataException">The VR cannot hold the values.</exception>
    public DicomDataset AddOrUpdate<T>(DicomVR vr, DicomTag tag, params ReadOnlySpan<T> values) =>
        AddOrUpdate(DicomElementFactory.Create(tag, vr, DicomValidation.Rules, values));

    /// <summary>Adds an item in place of the one that is there, under the same terms as <see cref="Add(DicomItem)"/>.</summary>
    public DicomDataset AddOrUpdate(DicomItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        int index = IndexOf(item.Tag.Value);
        if (index >= 0 && ReferenceEquals(_items[index], item))
            return this;

        DicomItem adopted = Adopt(item);
        if (index >= 0)
        {
            Release(_items[index]);
            _items[index] = adopted;
            _version++;
        }
        else
        {
            Insert(~index, adopted);
        }

        IsChanged = true;
        return this;
    }

    /// <summary>Removes an item, if it is there.</summary>
    public DicomDataset Remove(params ReadOnlySpan<DicomTag> tags)
    {
        foreach (DicomTag tag in tags)
        {
            int index = IndexOf(tag.Value);
            if (index >= 0)
                RemoveAt(index);
        }

        return this;
    }

    /// <summary>Removes the items for which the predicate is true; not those within sequences.</summary>
    public DicomDataset Remove(Func<DicomItem, bool> predicate)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        int kept = 0;
        int count = Count;
        for (int i = 0; i < count; i++)
        {
            DicomItem item = _items[i];
            if (predicate(item))
            {
                Release(item);
                continue;
            }

            _tags[kept] = _tags[i];
            _items[kept++] = item;
        }

        Array.Clear(_items, kept, count - kept);
        Count = kept;
        _version++;
        IsChanged |= kept < count;
        return this;
    }

    /// <summary>Removes everything.</summary>
    public DicomDataset Clear() => Remove(static _ => true);

    /// <summary>Adds an item that is known to belong to nobody, as it was read: no change in the sense of <see cref="IsChanged"/>.</summary>
    /// <returns>False when the tag is there already.</returns>
    internal bool Append(DicomItem item)
    {
        int index = Count == 0 || _tags[Count - 1] < item.Tag.Value ? ~Count : IndexOf(item.Tag.Value);
        if (index >= 0)
            return false;

        if (item is DicomSequence sequence)
            sequence.Owner = this;
        Insert(~index, item);
        return true;
    }

    private void Insert(int index, DicomItem item)
    {
        if (Count == _items.Length)
        {
            int capacity = Math.Max(8, Count * 2);
            Array.Resize(ref _items, capacity);
            Array.Resize(ref _tags, capacity);
        }

        if (index < Count)
        {
            Array.Copy(_items, index, _items, index + 1, Count - index);
            Array.Copy(_tags, index, _tags, index + 1, Count - index);
        }

        _items[index] = item;
        _tags[index] = item.Tag.Value;
        Count++;
        _version++;
    }

    private void RemoveAt(int index)
    {
        Release(_items[index]);
        Array.Copy(_items, index + 1, _items, index, Count - index - 1);
        Array.Copy(_tags, index + 1, _tags, index, Count - index - 1);
        _items[--Count] = null!;
        _version++;
        IsChanged = true;
    }

    private DicomItem Adopt(DicomItem item)
    {
        if (item is not DicomSequence sequence)
            return item;
        if (sequence.Owner is not null)
            sequence = sequence.Clone();

        for (DicomDataset? dataset = this; dataset is not null; dataset = dataset.Sequence?.Owner)
        {
            if (ReferenceEquals(dataset.Sequence, sequence))
                throw new ArgumentException("A data set cannot hold the sequence that it is an item of: Clone() it first.", nameof(item));
        }

        sequence.Owner = this;
        return sequence;
    }

    private static void Release(DicomItem item)
    {
        if (item is DicomSequence sequence)
            sequence.Owner = null;
    }
}
