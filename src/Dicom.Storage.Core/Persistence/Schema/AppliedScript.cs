namespace Dicom.Storage.Core;

/// <summary>A step that a database has taken or begun, from its table <c>dicom_schema_version</c>.</summary>
/// <param name="Version">The number.</param>
/// <param name="Checksum">The checksum of the statements that were run.</param>
/// <param name="IsComplete">False when the step was begun and its end never written: it is run again.</param>
public sealed record AppliedScript(int Version, string Checksum, bool IsComplete);
