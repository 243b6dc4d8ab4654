namespace Dicom.Storage.DataSets;

/// <summary>An element is missing, cannot be given as the type asked for, or cannot hold what it was given. The message says what to change and holds no value.</summary>
public sealed class DicomDataException : Exception
{
    /// <summary>Makes the exception.</summary>
    public DicomDataException()
    {
    }

    /// <summary>Makes the exception with a sentence for the programmer.</summary>
    public DicomDataException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception with a sentence and what led to it.</summary>
    public DicomDataException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
