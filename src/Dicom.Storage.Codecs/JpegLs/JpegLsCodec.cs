using System.Buffers;
using Dicom.Storage.DataSets;

namespace Dicom.Storage.Codecs;

/// <summary>
/// JPEG-LS (ITU-T T.87), lossless and near-lossless. Decodes all interleave modes, samples of 2 to 16 bits, other parameters than the
/// default, restart intervals, and the colour transforms of Hewlett-Packard; no mapping tables, point transforms, or subsampling.
/// Encodes samples as bit patterns of Bits Stored, colour interleaved by line.
/// </summary>
public sealed class JpegLsCodec : IFrameCodec
{
    private static readonly DicomTransferSyntax[] s_syntaxes = [DicomTransferSyntax.JPEGLSLossless, DicomTransferSyntax.JPEGLSNearLossless];

    /// <inheritdoc/>
    public IReadOnlyList<DicomTransferSyntax> Decodes => s_syntaxes;

    /// <inheritdoc/>
    public IReadOnlyList<DicomTransferSyntax> Encodes => s_syntaxes;

    /// <inheritdoc/>
    public FrameInfo ReadHeader(ReadOnlySpan<byte> codestream, in FrameInfo expected) => JpegLsDecoder.ReadHeader(codestream, expected);

    /// <inheritdoc/>
    public void Decode(ReadOnlySpan<byte> codestream, in FrameInfo expected, Span<byte> destination)
    {
        CodecArguments.CheckDecode(expected, destination);
        JpegLsDecoder.Decode(codestream, expected, destination);
    }

    /// <summary>
    /// Encodes a frame. NEAR is <see cref="FrameEncoding.NearLossless"/>, at most half of the largest sample (T.87 C.2.3), and 0 for a
    /// frame with signed samples so close to the ends of their range that they could change their sign.
    /// </summary>
    /// <param name="pixels">Exactly <see cref="FrameInfo.Length"/> bytes of <paramref name="frame"/>, colour by pixel.</param>
    /// <param name="encoding">The transfer syntax and its settings.</param>
    /// <param name="destination">Takes the codestream, without padding to even length.</param>
    /// <exception cref="CodecException">Samples take 32 bits (<see cref="CodecFailure.Unsupported"/>).</exception>
    /// <exception cref="ArgumentException">The pixels are of another length, or the transfer syntax is not JPEG-LS.</exception>
    public void Encode(ReadOnlySpan<byte> pixels, in FrameInfo frame, FrameEncoding encoding, IBufferWriter<byte> destination)
    {
        CodecArguments.CheckEncode(this, pixels, frame, encoding, destination);
        int near = encoding.TransferSyntax == DicomTransferSyntax.JPEGLSNearLossless ? encoding.NearLossless : 0;
        JpegLsEncoder.Encode(pixels, frame, near, JpegLsInterleave.Line, destination);
    }
}
