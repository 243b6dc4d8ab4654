namespace Dicom.Storage.DataSets;

/// <summary>Ends the reading of a document from within; the reader adds where it was.</summary>
internal sealed class DocumentError(DicomDocumentFailureKind kind, string message) : Exception(message)
{
    public DicomDocumentFailureKind Kind { get; } = kind;

    public static DocumentError Structure(string message) => new(DicomDocumentFailureKind.Structure, message);

    public static DocumentError Value(DicomTag tag, DicomVR vr) => new(DicomDocumentFailureKind.Value, $"{tag} has a value that is none of VR {vr}.");

    public static DocumentError Limit(string message) => new(DicomDocumentFailureKind.Limit, message);
}
