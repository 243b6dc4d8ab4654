using System.Buffers;
using Dicom.Storage.DataSets;

namespace Dicom.Storage.Codecs;

/// <summary>RLE Lossless (PS3.5 G): the bytes of the samples by significance, each plane compressed by PackBits. Decodes and encodes.</summary>
public sealed class RleCodec : IFrameCodec, IPackedBitEncoder
{
    private static readonly DicomTransferSyntax[] s_syntaxes = [DicomTransferSyntax.RLELossless];

    /// <inheritdoc/>
    public IReadOnlyList<DicomTransferSyntax> Decodes => s_syntaxes;

    /// <inheritdoc/>
    public IReadOnlyList<DicomTransferSyntax> Encodes => s_syntaxes;

    /// <summary>Checks the header of the segments (PS3.5 G.5), which tells their number only.</summary>
    /// <param name="codestream">All fragments of the frame, with their padding.</param>
    /// <param name="expected">What the data set says.</param>
    /// <returns><paramref name="expected"/>.</returns>
    /// <exception cref="CodecException">The header is broken, or the number of segments is not that of the frame's planes.</exception>
    public FrameInfo ReadHeader(ReadOnlySpan<byte> codestream, in FrameInfo expected)
    {
        Span<int> offsets = stackalloc int[RleHeader.MaxSegments + 1];
        RleHeader.Read(codestream, expected, offsets);
        return expected;
    }

    /// <inheritdoc/>
    public void Decode(ReadOnlySpan<byte> codestream, in FrameInfo expected, Span<byte> destination)
    {
        CodecArguments.CheckDecode(expected, destination);
        RleDecoder.Decode(codestream, expected, destination);
    }

    /// <inheritdoc/>
    public void Encode(ReadOnlySpan<byte> pixels, in FrameInfo frame, FrameEncoding encoding, IBufferWriter<byte> destination)
    {
        CodecArguments.CheckEncode(this, pixels, frame, encoding, destination);
        RleEncoder.Encode(pixels, frame, destination);
    }

    void IPackedBitEncoder.EncodeBits(ReadOnlySpan<byte> packed, IBufferWriter<byte> destination) => RleEncoder.EncodeBits(packed, destination);
}
