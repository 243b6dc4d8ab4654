namespace Dicom.Storage.DataSets;

/// <summary>A sequence of items, each a data set (PS3.5 7.5).</summary>
public sealed class DicomSequence : DicomItem
{
    private readonly DicomItemCollection _items;

    /// <summary>Makes a sequence.</summary>
    /// <param name="items">Its items; one that already is an item of another sequence is cloned.</param>
    public DicomSequence(DicomTag tag, params ReadOnlySpan<DicomDataset> items)
        : this(tag, DicomVR.SQ)
    {
        foreach (DicomDataset item in items)
            _items.Add(item);
    }

    internal DicomSequence(DicomTag tag, DicomVR vr)
        : base(tag, vr)
    {
        _items = new DicomItemCollection(this);
    }

    /// <summary>Gets the items, to be read and changed. An item added that already is one of another sequence is cloned.</summary>
    public IList<DicomDataset> Items => _items;

    /// <summary>Gets or sets whether the sequence ends with a delimiter instead of having a length (PS3.5 7.5.2). As it was read; true by default.</summary>
    public bool HasUndefinedLength { get; set; } = true;

    /// <summary>Gets the data set that the sequence is an element of.</summary>
    internal DicomDataset? Owner { get; set; }

    internal bool IsChanged { get; set; }

    internal void Append(DicomDataset item) => _items.Append(item);

    /// <summary>Makes a copy that shares no item with this one; the elements, which never change, are shared.</summary>
    public DicomSequence Clone() => DatasetCloner.Clone(this);
}
