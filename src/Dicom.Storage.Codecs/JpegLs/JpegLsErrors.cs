namespace Dicom.Storage.Codecs;

/// <summary>The failures of JPEG-LS codestreams.</summary>
internal static class JpegLsErrors
{
    public static CodecException Invalid(string message) => new(CodecFailure.InvalidCodestream, "JPEG-LS: " + message);

    public static CodecException EndsEarly() => Invalid("the codestream ends early.");

    public static CodecException Unsupported(string message) => new(CodecFailure.Unsupported, "JPEG-LS, not supported: " + message);

    public static CodecException Mismatch(string message) => new(CodecFailure.Mismatch, "JPEG-LS: " + message);
}
