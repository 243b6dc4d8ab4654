namespace Dicom.Storage.DataSets;

/// <summary>A value that may leave the document, as <see cref="IDicomBulkDataHandler"/> is asked about it. Valid during the call.</summary>
public readonly ref struct DicomBulkData
{
    internal DicomBulkData(ReadOnlySpan<DicomPathStep> path, DicomTag tag, DicomVR vr, long length)
    {
        Path = path;
        Tag = tag;
        VR = vr;
        Length = length;
    }

    /// <summary>Gets the sequences and items around the element, outermost first; empty for an element of the data set itself.</summary>
    public ReadOnlySpan<DicomPathStep> Path { get; }

    /// <summary>Gets the element's tag.</summary>
    public DicomTag Tag { get; }

    /// <summary>Gets the element's VR.</summary>
    public DicomVR VR { get; }

    /// <summary>Gets the value's length in bytes; -1 for encapsulated Pixel Data, whose length shows at its end.</summary>
    public long Length { get; }
}
