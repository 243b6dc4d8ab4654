namespace Dicom.Storage.DataSets;

/// <summary>What is wrong with a document and where.</summary>
/// <param name="Kind">What it breaks.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The byte of the line for JSON, the character for XML, from 1, at which the offending part begins or was met.</param>
/// <param name="Message">A sentence for a log or an answer; holds tags and limits, never a value.</param>
public sealed record DicomDocumentFailure(DicomDocumentFailureKind Kind, long Line, long Column, string Message);
