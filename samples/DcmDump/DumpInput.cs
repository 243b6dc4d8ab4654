namespace Dicom.Storage.DcmDump;

/// <summary>A file to read.</summary>
/// <param name="Path">As it is named in messages: as the argument has it.</param>
/// <param name="FullPath">As it is opened, so that the system need not be asked for the current folder each time.</param>
/// <param name="Relative">Relative to its argument: where its output goes below a folder.</param>
/// <param name="Complaint">Why it cannot even be tried.</param>
internal sealed record DumpInput(string Path, string FullPath, string Relative, string? Complaint = null);
