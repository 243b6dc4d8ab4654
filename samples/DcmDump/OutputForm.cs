namespace Dicom.Storage.DcmDump;

/// <summary>What becomes of a file.</summary>
internal enum OutputForm
{
    Text,
    Json,
    Xml,
    File,
}
