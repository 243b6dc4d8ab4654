namespace Dicom.Storage.DataSets;

/// <summary>What becomes of a binary value in DICOM JSON and in the Native DICOM Model.</summary>
public enum DicomBulkDataAction
{
    /// <summary>It is written into the document, in Base64 (InlineBinary).</summary>
    Inline,

    /// <summary>A URI takes its place (BulkDataURI), and the handler is given the bytes.</summary>
    Bytes,

    /// <summary>A URI takes its place, and nobody needs the bytes.</summary>
    UriOnly,
}
