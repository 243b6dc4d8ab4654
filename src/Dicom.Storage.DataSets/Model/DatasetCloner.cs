namespace Dicom.Storage.DataSets;

/// <summary>Copies data sets with all their sequences; with a stack of its own, whatever the depth.</summary>
internal static class DatasetCloner
{
    public static DicomDataset Clone(DicomDataset source)
    {
        var clone = new DicomDataset(source.TransferSyntax);
        CopyAll(source, clone);
        return clone;
    }

    public static DicomSequence Clone(DicomSequence source)
    {
        Stack<(DicomDataset From, DicomDataset To)> open = new();
        DicomSequence clone = CopySequence(source, open);
        CopyAll(open);
        return clone;
    }

    private static void CopyAll(DicomDataset source, DicomDataset clone)
    {
        Stack<(DicomDataset From, DicomDataset To)> open = new();
        open.Push((source, clone));
        CopyAll(open);
    }

    private static void CopyAll(Stack<(DicomDataset From, DicomDataset To)> open)
    {
        while (open.TryPop(out (DicomDataset From, DicomDataset To) pair))
        {
            pair.To.HasUndefinedLength = pair.From.HasUndefinedLength;
            foreach (DicomItem item in pair.From)
            {
                pair.To.Append(item switch
                {
                    DicomSequence sequence => CopySequence(sequence, open),
                    DicomFragmentSequence fragments => fragments.Clone(),
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
