namespace Dicom.Storage.DataSets;

/// <summary>How DICOM JSON (PS3.18 F) and the Native DICOM Model (PS3.19 A.1) are read.</summary>
public sealed class DicomDocumentReadOptions
{
    /// <summary>
    /// Gets or sets who gives the bytes of a value that is elsewhere, little endian; it answers null for one that it does not have. The URI comes
    /// from the document and is not to be trusted. Null by default.
    /// </summary>
    public Func<DicomBulkDataReference, byte[]?>? BulkData { get; set; }

    /// <summary>
    /// Gets or sets the list to which values are added that <see cref="BulkData"/> did not give; their elements are empty. Null by default: such a
    /// value is <see cref="DicomDocumentFailureKind.Structure"/>, as it would be lost.
    /// </summary>
    public ICollection<DicomBulkDataReference>? References { get; set; }

    /// <summary>
    /// Gets or sets the transfer syntax of the data set. Explicit VR Little Endian by default. With an encapsulated one the bytes of Pixel Data are
    /// items of fragments, as <see cref="DicomJsonWriter"/> writes them.
    /// </summary>
    public DicomTransferSyntax TransferSyntax
    {
        get;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            field = value;
        }
    } = DicomTransferSyntax.ExplicitVRLittleEndian;

    /// <summary>Gets or sets the largest document, in bytes; in characters for XML. 1,024 to 2,147,483,591; 268,435,456 by default.</summary>
    public int MaxDocumentBytes
    {
        get;
        set => field = OptionRange.Check(value, 1_024, Array.MaxLength);
    } = 268_435_456;

    /// <summary>Gets or sets how deep sequences may be nested, in levels. 1 to 1,024; 64 by default.</summary>
    public int MaxDepth
    {
        get;
        set => field = OptionRange.Check(value, 1, 1_024);
    } = 64;

    /// <summary>Gets or sets how many elements and items the document may have, all levels together. 1,000 to 2,147,483,647; 2,000,000 by default.</summary>
    public int MaxElements
    {
        get;
        set => field = value >= 1_000 ? value : throw new ArgumentOutOfRangeException(nameof(value), "At least 1,000.");
    } = 2_000_000;
}
