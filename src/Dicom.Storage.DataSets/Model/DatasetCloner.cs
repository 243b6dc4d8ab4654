namespace Dicom.Storage.DataSets;

/// <summary>Copies data sets with all their sequences; with a stack of its own, whatever the depth.</summary>
internal static class DatasetCloner
{
    /// <param name="loads">Whether values are copied into memory too.</param>
    public static DicomDataset Clone(DicomDataset source, bool loads)
    {
        var clone = new DicomDataset(source.TransferSyntax);
        Stack<(DicomDataset From, DicomDataset To)> open = new();
        open.Push((source, clone));
        CopyAll(open, loads);
        return clone;
    }

    public static DicomSequence Clone(DicomSequence source)
    {
        Stack<(DicomDataset From, DicomDataset To)> open = new();
        DicomSequence clone = CopySequence(source, open);
        CopyAll(open, loads: false);
        return clone;
    }

    private static void CopyAll(Stack<(DicomDataset From, DicomDataset To)> open, bool loads)
    {
        while (open.TryPop(out (DicomDataset From, DicomDataset To) pair))
        {
            pair.To.HasUndefinedLength = pair.From.HasUndefinedLength;
            foreach (DicomItem item in pair.From)
            {
                pair.To.Append(item switch
                {
                    DicomSequence sequence => CopySequence(sequence, open),
                    DicomFragmentSequence fragments => fragments.Clone(loads),
                    DicomElement { Text: null } element when loads => new DicomElement(element.Tag, element.VR, element.Raw.Copy(), element.IsBigEndian),
                    _ => item,
                });
            }
        }
    }

    private static DicomSequence CopySequence(DicomSequence source, Stack<(DicomDataset From, DicomDataset To)> open)
    {
        var copy = new DicomSequence(source.Tag, source.VR) { HasUndefinedLength = source.HasUndefinedLength };
        foreach (DicomDataset item in source.Items)
        {
            var empty = new DicomDataset(item.TransferSyntax);
            copy.Append(empty);
            open.Push((item, empty));
        }

        return copy;
    }
}
