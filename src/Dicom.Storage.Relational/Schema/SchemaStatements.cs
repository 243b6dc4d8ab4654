namespace Dicom.Storage.Relational;

/// <summary>The statements about the table of schema versions.</summary>
/// <param name="CreateHistory">Makes the table <c>dicom_schema_version</c> when it is not there.</param>
/// <param name="NoteVersion">Notes a step: version, name, checksum, and the moment of its end or null when it has only begun.</param>
public sealed record SchemaStatements(string CreateHistory, string NoteVersion)
{
    /// <summary>Gets the query of the steps: version, checksum, and 1 when it is complete.</summary>
    public string History { get; init; } =
        "SELECT version, checksum, CASE WHEN applied_time IS NULL THEN 0 ELSE 1 END FROM dicom_schema_version ORDER BY version";
}
