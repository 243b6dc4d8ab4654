namespace Dicom.Storage.DataSets;

/// <summary>A frame of Pixel Data cannot be given; others may.</summary>
public sealed class DicomFrameException : Exception
{
    /// <summary>Makes the exception.</summary>
    public DicomFrameException(int index, DicomFrameFailure failure)
        : base($"Frame {index} of Pixel Data cannot be read: {failure}.")
    {
        Index = index;
        Failure = failure;
    }

    /// <summary>Gets the frame, from 0.</summary>
    public int Index { get; }

    /// <summary>Gets why.</summary>
    public DicomFrameFailure Failure { get; }
}
