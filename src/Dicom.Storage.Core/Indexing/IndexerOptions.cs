namespace Dicom.Storage.Core;

/// <summary>Settings of the <see cref="StorageIndexer"/>; section <c>DicomStorage:Indexer</c>.</summary>
public sealed class IndexerOptions
{
    /// <summary>Gets or sets the name of the group whose members share the events. <c>dicom-indexer</c> by default.</summary>
    public string Group
    {
        get;
        set
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(value);
            field = value;
        }
    } = "dicom-indexer";

    /// <summary>Gets or sets how many objects of a batch are looked up and read at once. 1 to 256; 8 by default.</summary>
    public int Parallelism
    {
        get;
        set => field = OptionRange.Check(value, 1, 256);
    } = 8;
}
