using System.Buffers;
using Dicom.Storage.DataSets;

namespace Dicom.Storage.Codecs;

/// <summary>JPEG 2000 (PS3.5 8.2.4, A.4.4; ISO/IEC 15444-1, ITU-T T.800): decodes all of Part 1, encodes without loss.</summary>
/// <remarks>
/// Samples of up to 24 bits; 30 bit-planes in a code-block, and 30 more with a region of interest. Streams of the multi-component syntaxes are decoded as far as
/// they use Part 1 only. A codestream that ends early is refused, whatever could be shown of it.
/// </remarks>
public sealed class Jpeg2000Codec : IFrameCodec
{
    /// <inheritdoc/>
    public IReadOnlyList<DicomTransferSyntax> Decodes { get; } =
    [
        DicomTransferSyntax.JPEG2000Lossless,
        DicomTransferSyntax.JPEG2000,
        DicomTransferSyntax.JPEG2000MCLossless,
        DicomTransferSyntax.JPEG2000MC,
    ];

    /// <inheritdoc/>
    public IReadOnlyList<DicomTransferSyntax> Encodes { get; } = [DicomTransferSyntax.JPEG2000Lossless];

    /// <inheritdoc/>
    public FrameInfo ReadHeader(ReadOnlySpan<byte> codestream, in FrameInfo expected) => Jpeg2000Frames.ReadHeader(codestream);

    /// <inheritdoc/>
    public void Decode(ReadOnlySpan<byte> codestream, in FrameInfo expected, Span<byte> destination) =>
        Jpeg2000Frames.Decode(codestream, expected, destination);

    /// <inheritdoc/>
    public void Encode(ReadOnlySpan<byte> pixels, in FrameInfo frame, FrameEncoding encoding, IBufferWriter<byte> destination)
    {
        CodecArguments.CheckEncode(this, pixels, frame, encoding, destination);
        Jpeg2000Encoder.Encode(pixels, frame, encoding.IsRgb, encoding.TransferSyntax, destination);
    }
}
