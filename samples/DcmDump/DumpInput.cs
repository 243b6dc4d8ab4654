namespace Dicom.Storage.DcmDump;

/// <summary>A file to read.</summary>
/// <param name="Path">As it is opened and named in messages.</param>
/// <param name="Relative">Relative to its argument: where its output goes below a folder.</param>
/// <param name="Complaint">Why it cannot even be tried.</param>
internal sealed record DumpInput(string Path, string Relative, string? Complaint = null);
