namespace Dicom.Storage.Codecs;

/// <summary>A frame cannot be decoded or encoded. No other exception leaves a codec for what a codestream or a frame holds.</summary>
public sealed class CodecException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="failure">Why.</param>
    /// <param name="message">What is wrong, without any value of the data set that tells of a patient.</param>
    public CodecException(CodecFailure failure, string message)
        : base(message) => Failure = failure;

    /// <summary>Makes the exception.</summary>
    /// <param name="failure">Why.</param>
    /// <param name="message">What is wrong, without any value of the data set that tells of a patient.</param>
    /// <param name="innerException">What a library below threw.</param>
    public CodecException(CodecFailure failure, string message, Exception innerException)
        : base(message, innerException) => Failure = failure;

    /// <summary>Gets why.</summary>
    public CodecFailure Failure { get; }
}
