namespace Dicom.Storage.DataSets;

/// <summary>A file or data set that cannot be understood, where a caller asked for its content and not for a verdict.</summary>
public sealed class DicomDataException : FormatException
{
    /// <summary>Makes the exception of a failure; the message holds no element's value.</summary>
    public DicomDataException(DataSetFailure failure)
        : base((failure ?? throw new ArgumentNullException(nameof(failure))).Message) => Failure = failure;

    /// <summary>Gets what is wrong and where.</summary>
    public DataSetFailure Failure { get; }
}
