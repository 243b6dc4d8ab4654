using System.Buffers.Binary;

namespace Dicom.Storage.Codecs;

/// <summary>The header of an RLE frame (PS3.5 G.5): the number of segments and fifteen offsets, each UInt32, little endian.</summary>
internal static class RleHeader
{
    public const int Length = 64;
    public const int MaxSegments = 15;

    /// <summary>One segment for each byte of a pixel: samples in their order, of each the most significant byte first (PS3.5 G.2).</summary>
    public static int SegmentsOf(in FrameInfo frame)
    {
        int segments = frame.SamplesPerPixel * frame.BytesPerSample;
        return segments <= MaxSegments
            ? segments
            : throw new CodecException(CodecFailure.Unsupported, $"RLE has at most {MaxSegments} segments; a pixel of {segments} bytes does not fit.");
    }

    /// <summary>Reads where the segments begin, and last where the codestream ends.</summary>
    /// <returns>The number of segments.</returns>
    public static int Read(ReadOnlySpan<byte> codestream, in FrameInfo expected, Span<int> offsets)
    {
        if (codestream.Length < Length)
            throw new CodecException(CodecFailure.InvalidCodestream, $"The codestream has {codestream.Length} bytes; the RLE header alone has {Length}.");

        uint count = BinaryPrimitives.ReadUInt32LittleEndian(codestream);
        if (count is 0 or > MaxSegments)
            throw new CodecException(CodecFailure.InvalidCodestream, $"The RLE header says {count} segments; 1 to {MaxSegments} can be.");
        int wanted = SegmentsOf(expected);
        if (count != wanted)
            throw new CodecException(CodecFailure.Mismatch, $"The RLE header says {count} segments; a pixel of the data set has {wanted} bytes.");

        long least = Length;
        for (int i = 0; i < wanted; i++)
        {
            uint offset = BinaryPrimitives.ReadUInt32LittleEndian(codestream[(4 + (i * 4))..]);
            if (offset < least || offset >= codestream.Length)
                throw new CodecException(CodecFailure.InvalidCodestream, $"RLE segment {i} begins at {offset}, which is before the one in front of it ends, or past the end.");
            offsets[i] = (int)offset;
            least = offset + 1L;
        }

        offsets[wanted] = codestream.Length;
        return wanted;
    }
}
