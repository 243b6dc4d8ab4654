using System.Buffers;
using Dicom.Storage.DataSets;

namespace Dicom.Storage.Codecs;

/// <summary>Decodes and encodes single frames of encapsulated Pixel Data (PS3.5 8.2, A.4). Stateless: one instance serves any number of threads.</summary>
public interface IFrameCodec
{
    /// <summary>Gets the transfer syntaxes whose frames it decodes.</summary>
    IReadOnlyList<DicomTransferSyntax> Decodes { get; }

    /// <summary>Gets the transfer syntaxes that it can encode.</summary>
    IReadOnlyList<DicomTransferSyntax> Encodes { get; }

    /// <summary>Reads what a codestream says of the frame, without decoding it.</summary>
    /// <param name="codestream">All fragments of the frame, with their padding.</param>
    /// <param name="expected">What the data set says; a codestream without such a header (RLE) answers with it.</param>
    /// <returns>The frame as the codestream describes it. BitsAllocated is the smallest of 8, 16 and 32 that holds its samples.</returns>
    /// <exception cref="CodecException">The header cannot be read.</exception>
    FrameInfo ReadHeader(ReadOnlySpan<byte> codestream, in FrameInfo expected);

    /// <summary>
    /// Decodes a frame. Samples are those of the codestream after its own component transform (RGB for the RCT and ICT of JPEG 2000);
    /// YCbCr of JPEG stays YCbCr, its chrominance brought to full size.
    /// </summary>
    /// <param name="codestream">All fragments of the frame, with their padding.</param>
    /// <param name="expected">What the data set says. It is compared with the codestream's header before anything is allocated.</param>
    /// <param name="destination">Exactly <see cref="FrameInfo.Length"/> bytes of <paramref name="expected"/>. After a failure its content is undefined.</param>
    /// <exception cref="CodecException">The frame cannot be decoded.</exception>
    /// <exception cref="ArgumentException">The destination is of another length.</exception>
    void Decode(ReadOnlySpan<byte> codestream, in FrameInfo expected, Span<byte> destination);

    /// <summary>Encodes a frame.</summary>
    /// <param name="pixels">Exactly <see cref="FrameInfo.Length"/> bytes of <paramref name="frame"/>, colour by pixel.</param>
    /// <param name="encoding">The transfer syntax and its settings.</param>
    /// <param name="destination">Takes the codestream, without padding to even length.</param>
    /// <exception cref="CodecException">A frame of this shape cannot be encoded so (<see cref="CodecFailure.Unsupported"/>).</exception>
    /// <exception cref="ArgumentException">The pixels are of another length, or the transfer syntax is not in <see cref="Encodes"/>.</exception>
    void Encode(ReadOnlySpan<byte> pixels, in FrameInfo frame, FrameEncoding encoding, IBufferWriter<byte> destination);
}
