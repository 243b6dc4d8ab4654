namespace Dicom.Storage.DataSets;

/// <summary>A file is no Part 10 file, or its data set cannot be read. The message holds no value of it.</summary>
public sealed class DicomFileException : Exception
{
    /// <summary>Makes the exception of what is wrong.</summary>
    public DicomFileException(DataSetFailure failure)
        : base(MessageOf(failure))
    {
        Failure = failure;
    }

    /// <summary>Gets what is wrong, and at which byte of the data set, or of the file when that is its head.</summary>
    public DataSetFailure Failure { get; }

    private static string MessageOf(DataSetFailure failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        return $"{failure.Message} ({failure.Kind} at byte {failure.Offset})";
    }
}
