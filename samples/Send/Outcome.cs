namespace Dicom.Storage.Send;

/// <summary>What became of one file: the status as four digits, or a word where there was no response.</summary>
internal sealed record Outcome(DicomFile File, string Status, bool Stored, string? Comment);
