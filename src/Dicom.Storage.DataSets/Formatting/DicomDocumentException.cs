namespace Dicom.Storage.DataSets;

/// <summary>A document cannot be read as a data set.</summary>
public sealed class DicomDocumentException : Exception
{
    /// <summary>Makes the exception of what is wrong.</summary>
    public DicomDocumentException(DicomDocumentFailure failure)
        : base($"Line {failure?.Line}, column {failure?.Column}: {failure?.Message}")
    {
        ArgumentNullException.ThrowIfNull(failure);
        Failure = failure;
    }

    /// <summary>Makes the exception of what is wrong and what showed it.</summary>
    public DicomDocumentException(DicomDocumentFailure failure, Exception innerException)
        : base($"Line {failure?.Line}, column {failure?.Column}: {failure?.Message}", innerException)
    {
        ArgumentNullException.ThrowIfNull(failure);
        Failure = failure;
    }

    /// <summary>Gets what is wrong and where.</summary>
    public DicomDocumentFailure Failure { get; }
}
