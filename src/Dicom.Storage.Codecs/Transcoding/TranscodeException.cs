namespace Dicom.Storage.Codecs;

/// <summary>An object cannot be brought into another transfer syntax; it stays as it is.</summary>
public sealed class TranscodeException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="failure">Why.</param>
    /// <param name="message">What is wrong, without any value that tells of a patient.</param>
    /// <param name="frame">The frame that failed, from 0; null when it is none in particular.</param>
    /// <param name="innerException">What the codec or the reader of frames threw.</param>
    public TranscodeException(TranscodeFailure failure, string message, int? frame = null, Exception? innerException = null)
        : base(message, innerException)
    {
        Failure = failure;
        Frame = frame;
    }

    /// <summary>Gets why.</summary>
    public TranscodeFailure Failure { get; }

    /// <summary>Gets the frame that failed, from 0; null when it is none in particular.</summary>
    public int? Frame { get; }
}
