using System.Buffers;
using System.IO.Compression;
using Dicom.Storage.DataSets;

namespace Dicom.Storage.Codecs;

/// <summary>Deflated Image Frame Compression (PS3.5 A.4.13): each frame as it is without compression, deflated by itself (RFC 1951). Decodes and encodes.</summary>
public sealed class DeflatedFrameCodec : IFrameCodec, IPackedBitEncoder
{
    private static readonly DicomTransferSyntax[] s_syntaxes = [DicomTransferSyntax.DeflatedImageFrameCompression];

    /// <inheritdoc/>
    public IReadOnlyList<DicomTransferSyntax> Decodes => s_syntaxes;

    /// <inheritdoc/>
    public IReadOnlyList<DicomTransferSyntax> Encodes => s_syntaxes;

    /// <summary>Tells nothing: there is no header.</summary>
    /// <param name="codestream">All fragments of the frame, with their padding.</param>
    /// <param name="expected">What the data set says.</param>
    /// <returns><paramref name="expected"/>.</returns>
    public FrameInfo ReadHeader(ReadOnlySpan<byte> codestream, in FrameInfo expected) => expected;

    /// <inheritdoc/>
    public void Decode(ReadOnlySpan<byte> codestream, in FrameInfo expected, Span<byte> destination)
    {
        CodecArguments.CheckDecode(expected, destination);
        int length = Inflate(codestream, destination);
        // Of single bits a byte has eight pixels, and the destination one for each.
        bool isPacked = expected is { BitsStored: 1, BitsAllocated: 8, SamplesPerPixel: 1 } && length == BitPacking.PackedLength(destination.Length) && length < destination.Length;
        if (isPacked)
            UnpackInPlace(destination, length);
        else if (length < destination.Length)
            throw new CodecException(CodecFailure.InvalidCodestream, $"The deflated frame has {length} bytes; the data set says {destination.Length}.");
    }

    /// <inheritdoc/>
    public void Encode(ReadOnlySpan<byte> pixels, in FrameInfo frame, FrameEncoding encoding, IBufferWriter<byte> destination)
    {
        CodecArguments.CheckEncode(this, pixels, frame, encoding, destination);
        Deflate(pixels, destination);
    }

    void IPackedBitEncoder.EncodeBits(ReadOnlySpan<byte> packed, IBufferWriter<byte> destination) => Deflate(packed, destination);

    private static void Deflate(ReadOnlySpan<byte> bytes, IBufferWriter<byte> destination)
    {
        using MemoryStream output = new();
        using (DeflateStream deflate = new(output, CompressionLevel.Optimal, leaveOpen: true))
            deflate.Write(bytes);
        destination.Write(output.GetBuffer().AsSpan(0, (int)output.Length));
    }

    // No more is inflated than the frame has room for, whatever the codestream would give.
    private static int Inflate(ReadOnlySpan<byte> codestream, Span<byte> destination)
    {
        byte[] rented = ArrayPool<byte>.Shared.Rent(codestream.Length);
        try
        {
            codestream.CopyTo(rented);
            using MemoryStream input = new(rented, 0, codestream.Length, writable: false);
            using DeflateStream inflate = new(input, CompressionMode.Decompress);
            int length = inflate.ReadAtLeast(destination, destination.Length, throwOnEndOfStream: false);
            return length < destination.Length || inflate.ReadByte() < 0
                ? length
                : throw new CodecException(CodecFailure.Mismatch, $"The deflated frame has more than the {destination.Length} bytes that the data set says.");
        }
        catch (InvalidDataException exception)
        {
            throw new CodecException(CodecFailure.InvalidCodestream, "The deflated frame is broken.", exception);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private static void UnpackInPlace(Span<byte> samples, int packedLength)
    {
        byte[] packed = ArrayPool<byte>.Shared.Rent(packedLength);
        try
        {
            samples[..packedLength].CopyTo(packed);
            BitPacking.Unpack(packed.AsSpan(0, packedLength), samples);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(packed);
        }
    }
}
