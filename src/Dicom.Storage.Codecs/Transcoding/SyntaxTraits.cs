using System.Collections.Frozen;
using Dicom.Storage.DataSets;

namespace Dicom.Storage.Codecs;

/// <summary>What transfer syntaxes do to pixels (PS3.5 A.4, 8.2).</summary>
internal static class SyntaxTraits
{
    private static readonly FrozenSet<DicomTransferSyntax> s_lossless = new[]
    {
        DicomTransferSyntax.RLELossless,
        DicomTransferSyntax.DeflatedImageFrameCompression,
        DicomTransferSyntax.JPEGLossless,
        DicomTransferSyntax.JPEGLosslessSV1,
        DicomTransferSyntax.JPEGLSLossless,
        DicomTransferSyntax.JPEG2000Lossless,
        DicomTransferSyntax.JPEG2000MCLossless,
        DicomTransferSyntax.HTJ2KLossless,
        DicomTransferSyntax.HTJ2KLosslessRPCL,
        DicomTransferSyntax.JPEGXLLossless,
    }.ToFrozenSet();

    private static readonly FrozenSet<DicomTransferSyntax> s_uncompressed = new[]
    {
        DicomTransferSyntax.ImplicitVRLittleEndian,
        DicomTransferSyntax.ExplicitVRLittleEndian,
        DicomTransferSyntax.DeflatedExplicitVRLittleEndian,
        DicomTransferSyntax.ExplicitVRBigEndian,
        DicomTransferSyntax.EncapsulatedUncompressedExplicitVRLittleEndian,
    }.ToFrozenSet();

    /// <summary>Whether frames are stored as they are, and in the data set: those of JPIP are elsewhere.</summary>
    public static bool IsUncompressed(DicomTransferSyntax syntax) => s_uncompressed.Contains(syntax);

    /// <summary>Whether Pixel Data is one value (PS3.5 8.1.1).</summary>
    public static bool IsNative(DicomTransferSyntax syntax) => !syntax.IsEncapsulated && IsUncompressed(syntax);

    /// <summary>Whether every frame comes out as it went in.</summary>
    public static bool IsLossless(DicomTransferSyntax syntax) => IsUncompressed(syntax) || s_lossless.Contains(syntax);

    /// <summary>Whether the codestream may have a colour transform of its own, which decoding undoes.</summary>
    public static bool IsJpeg2000(DicomTransferSyntax syntax) =>
        syntax.Keyword.StartsWith("JPEG2000", StringComparison.Ordinal) || syntax.Keyword.StartsWith("HTJ2K", StringComparison.Ordinal);

    /// <summary>Whether frames are codestreams of T.81.</summary>
    public static bool IsJpeg(DicomTransferSyntax syntax) => LossyMethod(syntax) == "ISO_10918_1" || syntax.Keyword is "JPEGLossless" or "JPEGLosslessSV1";

    /// <summary>Whether samples are limited to 8 bits.</summary>
    public static bool IsBaseline(DicomTransferSyntax syntax) => syntax == DicomTransferSyntax.JPEGBaseline8Bit;

    /// <summary>The defined term of Lossy Image Compression Method (0028,2114), PS3.3 C.7.6.1.1.5.1; null for one that has none.</summary>
    public static string? LossyMethod(DicomTransferSyntax syntax) => syntax.Keyword switch
    {
        _ when s_lossless.Contains(syntax) || IsUncompressed(syntax) => null,
        string name when name.StartsWith("JPEGXL", StringComparison.Ordinal) => "ISO_18181_1",
        string name when name.StartsWith("JPEGLS", StringComparison.Ordinal) => "ISO_14495_1",
        string name when name.StartsWith("JPEG2000", StringComparison.Ordinal) => "ISO_15444_1",
        string name when name.StartsWith("HTJ2K", StringComparison.Ordinal) => "ISO_15444_15",
        string name when name.StartsWith("JPEG", StringComparison.Ordinal) => "ISO_10918_1",
        _ => null,
    };
}
