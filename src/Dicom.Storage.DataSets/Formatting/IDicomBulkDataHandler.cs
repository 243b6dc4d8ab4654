namespace Dicom.Storage.DataSets;

/// <summary>
/// Takes values out of DICOM JSON and the Native DICOM Model and names the URI under which they are found (PS3.18 F.2.6, PS3.19 A.1).
/// It serves one writer at a time: Begin, then Append for each piece, then End.
/// </summary>
public interface IDicomBulkDataHandler
{
    /// <summary>Asks about a value that reaches <see cref="DicomDocumentOptions.BulkDataFrom"/>.</summary>
    DicomBulkDataAction Begin(in DicomBulkData value);

    /// <summary>
    /// Takes the next bytes of the value, as InlineBinary would carry them: numbers little endian, encapsulated Pixel Data with its
    /// items and delimiters (PS3.18 F.2.7). Called after <see cref="DicomBulkDataAction.Bytes"/> only.
    /// </summary>
    void Append(ReadOnlySpan<byte> bytes);

    /// <summary>Ends the value.</summary>
    /// <returns>The URI in UTF-8; valid until the next call.</returns>
    ReadOnlySpan<byte> End();
}
