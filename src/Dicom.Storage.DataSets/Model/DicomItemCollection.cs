using System.Collections.ObjectModel;

namespace Dicom.Storage.DataSets;

/// <summary>The items of a sequence. Each knows the sequence it is in, for what it inherits from the data set around it.</summary>
internal sealed class DicomItemCollection(DicomSequence sequence) : Collection<DicomDataset>
{
    /// <summary>Adds an item that is known to belong to nobody, as it was read: no change.</summary>
    public void Append(DicomDataset item)
    {
        item.Sequence = sequence;
        Items.Add(item);
    }

    protected override void InsertItem(int index, DicomDataset item)
    {
        base.InsertItem(index, Adopt(item));
        sequence.IsChanged = true;
    }

    protected override void SetItem(int index, DicomDataset item)
    {
        DicomDataset before = this[index];
        if (ReferenceEquals(before, item))
            return;

        base.SetItem(index, Adopt(item));
        before.Sequence = null;
        sequence.IsChanged = true;
    }

    protected override void RemoveItem(int index)
    {
        this[index].Sequence = null;
        base.RemoveItem(index);
        sequence.IsChanged = true;
    }

    protected override void ClearItems()
    {
        foreach (DicomDataset item in this)
            item.Sequence = null;
        base.ClearItems();
        sequence.IsChanged = true;
    }

    private DicomDataset Adopt(DicomDataset item)
    {
        ArgumentNullException.ThrowIfNull(item);
        if (item.Sequence is not null)
            item = item.Clone();
        for (DicomDataset? outer = sequence.Owner; outer is not null; outer = outer.Sequence?.Owner)
        {
            if (ReferenceEquals(outer, item))
                throw new ArgumentException("A data set cannot be an item of itself: Clone() it first.", nameof(item));
        }

        item.Sequence = sequence;
        return item;
    }
}
