using System.Buffers;
using Dicom.Storage.DataSets;

namespace Dicom.Storage.Codecs;

/// <summary>
/// JPEG (T.81): decodes the baseline, extended, progressive and lossless processes with Huffman codes; encodes baseline of 8 bits and
/// lossless of 2 to 16 bits with first-order prediction.
/// </summary>
/// <remarks>
/// Decoded samples are those that the Independent JPEG Group's decoder gives with its accurate integer transform and its triangle
/// filter for chrominance of half the size. Components stay as they are coded: no colour is converted.
/// </remarks>
public sealed class JpegCodec : IFrameCodec
{
    private static readonly DicomTransferSyntax[] s_decodes =
    [
        DicomTransferSyntax.JPEGBaseline8Bit,
        DicomTransferSyntax.JPEGExtended12Bit,
        DicomTransferSyntax.JPEGSpectralSelectionNonHierarchical68,
        DicomTransferSyntax.JPEGFullProgressionNonHierarchical1012,
        DicomTransferSyntax.JPEGLossless,
        DicomTransferSyntax.JPEGLosslessSV1,
    ];

    private static readonly DicomTransferSyntax[] s_encodes = [DicomTransferSyntax.JPEGBaseline8Bit, DicomTransferSyntax.JPEGLosslessSV1];

    /// <inheritdoc/>
    public IReadOnlyList<DicomTransferSyntax> Decodes => s_decodes;

    /// <inheritdoc/>
    public IReadOnlyList<DicomTransferSyntax> Encodes => s_encodes;

    /// <inheritdoc/>
    public FrameInfo ReadHeader(ReadOnlySpan<byte> codestream, in FrameInfo expected)
    {
        JpegReader reader = new(codestream, expected.Rows);
        JpegFrame frame = reader.ReadFrame();
        return new FrameInfo(
            frame.Columns, frame.Rows, frame.Components.Length, frame.Precision <= 8 ? 8 : 16, frame.Precision, expected.IsSigned);
    }

    /// <inheritdoc/>
    public void Decode(ReadOnlySpan<byte> codestream, in FrameInfo expected, Span<byte> destination)
    {
        CodecArguments.CheckDecode(expected, destination);
        JpegReader reader = new(codestream, expected.Rows);
        JpegFrame frame = reader.ReadFrame();
        if (frame.Columns != expected.Columns || frame.Rows != expected.Rows || frame.Components.Length != expected.SamplesPerPixel)
        {
            throw new CodecException(
                CodecFailure.Mismatch,
                $"The JPEG frame has {frame.Columns} x {frame.Rows} pixels of {frame.Components.Length} samples, the data set says {expected.Columns} x {expected.Rows} of {expected.SamplesPerPixel}.");
        }

        if (frame.Precision > expected.BitsAllocated)
            throw new CodecException(CodecFailure.Mismatch, $"JPEG samples of {frame.Precision} bits do not fit into {expected.BitsAllocated}.");

        if (frame.Process == JpegProcess.Lossless)
            JpegLosslessDecoder.Decode(ref reader, frame, expected, destination);
        else
            JpegDctDecoder.Decode(ref reader, frame, expected, destination);
    }

    /// <summary>
    /// Encodes a frame. Lossless samples keep all bits of their containers, whatever Bits Stored says: unsigned ones are coded with Bits
    /// Stored bits, or as many as the largest needs; signed ones with all bits allocated. Baseline takes unsigned samples of 8 bits;
    /// colour is coded as YCbCr whose chrominance has half the width (YBR_FULL_422), which RGB is converted to.
    /// </summary>
    /// <inheritdoc/>
    public void Encode(ReadOnlySpan<byte> pixels, in FrameInfo frame, FrameEncoding encoding, IBufferWriter<byte> destination)
    {
        CodecArguments.CheckEncode(this, pixels, frame, encoding, destination);
        if (encoding.TransferSyntax == DicomTransferSyntax.JPEGLosslessSV1)
            JpegLosslessEncoder.Encode(pixels, frame, destination);
        else
            JpegBaselineEncoder.Encode(pixels, frame, encoding, destination);
    }
}
