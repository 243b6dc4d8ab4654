namespace Dicom.Storage.DataSets;

/// <summary>Whether a data set is still what was read.</summary>
internal static class DatasetChanges
{
    public static bool Any(DicomDataset root)
    {
        Stack<DicomDataset> open = new();
        open.Push(root);
        while (open.TryPop(out DicomDataset? dataset))
        {
            if (dataset.IsChanged)
                return true;
            foreach (DicomItem item in dataset)
            {
                if (item is DicomFragmentSequence { IsChanged: true } or DicomSequence { IsChanged: true })
                    return true;
                if (item is not DicomSequence sequence)
                    continue;
                foreach (DicomDataset inner in sequence.Items)
                    open.Push(inner);
            }
        }

        return false;
    }
}
