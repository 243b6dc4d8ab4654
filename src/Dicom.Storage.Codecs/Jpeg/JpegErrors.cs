using System.Diagnostics.CodeAnalysis;

namespace Dicom.Storage.Codecs;

/// <summary>Throws, so that the methods that find a fault stay small.</summary>
internal static class JpegErrors
{
    [DoesNotReturn]
    public static void Invalid(string message) => throw new CodecException(CodecFailure.InvalidCodestream, message);

    [DoesNotReturn]
    public static void Unsupported(string message) => throw new CodecException(CodecFailure.Unsupported, message);

    [DoesNotReturn]
    public static void InvalidCode() => Invalid("The JPEG entropy-coded data holds a code that its Huffman table does not have.");

    [DoesNotReturn]
    public static void EndsEarly() => Invalid("The JPEG entropy-coded data ends before its scan.");
}
