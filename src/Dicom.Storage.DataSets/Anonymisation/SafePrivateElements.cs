namespace Dicom.Storage.DataSets;

/// <summary>Which private elements are safe: those that the caller names, and those that the data set names in (0008,0300) (PS3.3 C.12.1.1.7).</summary>
internal sealed class SafePrivateElements
{
    private readonly HashSet<DicomPrivateElement> _elements;
    private readonly HashSet<(ushort Group, string Creator)> _blocks = [];

    public SafePrivateElements(DicomDataset root, DicomAnonymizerOptions options)
    {
        _elements = [.. options.SafePrivateElements];
        if (!root.TryGetSequence(DicomTag.PrivateDataElementCharacteristicsSequence, out DicomSequence? blocks))
            return;

        foreach (DicomDataset block in blocks.Items)
            Add(block);
    }

    public bool Contains(DicomDataset dataset, DicomTag tag) =>
        dataset.TryGetPrivateCreator(tag, out string? creator)
        && (_blocks.Contains((tag.Group, creator)) || _elements.Contains(new DicomPrivateElement(creator, tag.Group, (byte)tag.Element)));

    private void Add(DicomDataset block)
    {
        if (!block.TryGetSingleValue(DicomTag.PrivateGroupReference, out ushort group)
            || !block.TryGetString(DicomTag.PrivateCreatorReference, out string? creator)
            || !block.TryGetString(DicomTag.BlockIdentifyingInformationStatus, out string? status))
        {
            return;
        }

        if (status == "SAFE")
            _blocks.Add((group, creator));
        if (status != "MIXED" || !block.TryGetValues(DicomTag.NonidentifyingPrivateElements, out ushort[]? elements))
            return;
        foreach (ushort element in elements)
            _elements.Add(new DicomPrivateElement(creator, group, (byte)element));
    }
}
