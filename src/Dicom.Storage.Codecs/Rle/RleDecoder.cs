using System.Buffers;
using System.Runtime.CompilerServices;

namespace Dicom.Storage.Codecs;

/// <summary>
/// Unpacks all segments side by side, a piece of each at a time, and weaves the pieces into pixels: working memory is some pieces,
/// whatever the frame's size, and stays in the processor's cache.
/// </summary>
internal static class RleDecoder
{
    private const int PieceLength = 4096;

    public static void Decode(ReadOnlySpan<byte> codestream, in FrameInfo frame, Span<byte> destination)
    {
        Span<int> offsets = stackalloc int[RleHeader.MaxSegments + 1];
        int segments = RleHeader.Read(codestream, frame, offsets);
        if (frame is { BitsStored: 1, BitsAllocated: 8, SamplesPerPixel: 1, SampleCount: > 1 } && TryDecodeBits(codestream, offsets[0], destination))
            return;
        if (segments == 1)
        {
            PackBitsReader reader = new(offsets[0], codestream.Length);
            reader.Fill(codestream, destination);
            RequireEnd(reader);
            return;
        }

        byte[] pieces = ArrayPool<byte>.Shared.Rent(segments * PieceLength);
        try
        {
            Decode(codestream, offsets[..(segments + 1)], frame, pieces, destination);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(pieces);
        }
    }

    // Nothing in the codestream tells whether a pixel of one bit has a byte or a bit: but a segment of bits ends after an eighth of the
    // pixels. Of a single pixel both have one byte: it is kept whole, as what lies above Bits Stored comes back then.
    private static bool TryDecodeBits(ReadOnlySpan<byte> codestream, int offset, Span<byte> destination)
    {
        byte[] packed = ArrayPool<byte>.Shared.Rent((destination.Length + 7) / 8);
        try
        {
            Span<byte> bits = packed.AsSpan(0, (destination.Length + 7) / 8);
            PackBitsReader reader = new(offset, codestream.Length);
            reader.Fill(codestream, bits);
            if (reader.Pending > 0 || reader.Remaining > 1)
                return false;

            BitPacking.Unpack(bits, destination);
            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(packed);
        }
    }

    private static void Decode(ReadOnlySpan<byte> codestream, ReadOnlySpan<int> offsets, in FrameInfo frame, byte[] pieces, Span<byte> destination)
    {
        int segments = offsets.Length - 1;
        PackBitsReaders readers = default;
        for (int i = 0; i < segments; i++)
            readers[i] = new PackBitsReader(offsets[i], offsets[i + 1]);

        int pixels = destination.Length / segments;
        for (int done = 0; done < pixels; done += PieceLength)
        {
            int count = Math.Min(PieceLength, pixels - done);
            for (int i = 0; i < segments; i++)
                readers[i].Fill(codestream, pieces.AsSpan(i * PieceLength, count));
            BytePlanes.Weave(pieces, PieceLength, frame.SamplesPerPixel, frame.BytesPerSample, destination.Slice(done * segments, count * segments));
        }

        for (int i = 0; i < segments; i++)
            RequireEnd(readers[i]);
    }

    private static void RequireEnd(in PackBitsReader reader)
    {
        if (reader.Pending > 0)
            throw new CodecException(CodecFailure.InvalidCodestream, $"An RLE run goes {reader.Pending} bytes past the end of its plane.");
    }

    [InlineArray(RleHeader.MaxSegments)]
    private struct PackBitsReaders
    {
        private PackBitsReader _first;
    }
}
