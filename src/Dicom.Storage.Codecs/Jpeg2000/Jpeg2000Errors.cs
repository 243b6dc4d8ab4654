namespace Dicom.Storage.Codecs;

/// <summary>The failures of JPEG 2000 codestreams.</summary>
internal static class Jpeg2000Errors
{
    public static CodecException Invalid(string message) => new(CodecFailure.InvalidCodestream, "JPEG 2000: " + message);

    public static CodecException EndsEarly() => Invalid("the codestream ends early.");

    public static CodecException Unsupported(string message) => new(CodecFailure.Unsupported, "JPEG 2000, not supported: " + message);

    public static CodecException OverBudget(string message) => new(CodecFailure.OverBudget, "JPEG 2000: " + message);

    public static CodecException Mismatch(string message) => new(CodecFailure.Mismatch, "JPEG 2000: " + message);
}
