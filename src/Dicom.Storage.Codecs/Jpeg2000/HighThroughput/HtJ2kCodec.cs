using System.Buffers;
using Dicom.Storage.DataSets;

namespace Dicom.Storage.Codecs;

/// <summary>High-Throughput JPEG 2000 (PS3.5 8.2.14, A.4.12; ISO/IEC 15444-15, ITU-T T.814): decodes with and without loss, encodes without.</summary>
/// <remarks>
/// Code-blocks of one set of high-throughput passes, which is what encoders make, and of Part 1 between them. Otherwise as <see cref="Jpeg2000Codec"/>. What is encoded
/// for progressive display (HTJ2KLosslessRPCL) has a tile-part for each resolution, whose lengths stand in TLM (PS3.5 10.18).
/// </remarks>
public sealed class HtJ2kCodec : IFrameCodec
{
    /// <inheritdoc/>
    public IReadOnlyList<DicomTransferSyntax> Decodes { get; } =
    [
        DicomTransferSyntax.HTJ2KLossless,
        DicomTransferSyntax.HTJ2KLosslessRPCL,
        DicomTransferSyntax.HTJ2K,
    ];

    /// <inheritdoc/>
    public IReadOnlyList<DicomTransferSyntax> Encodes { get; } = [DicomTransferSyntax.HTJ2KLossless, DicomTransferSyntax.HTJ2KLosslessRPCL];

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
