using System.Buffers;
using System.Buffers.Binary;

namespace Dicom.Storage.Codecs;

/// <summary>Packs a frame: one segment for each byte of a pixel, each row for itself (PS3.5 G.3.1), segments of even length.</summary>
internal static class RleEncoder
{
    public static void Encode(ReadOnlySpan<byte> pixels, in FrameInfo frame, IBufferWriter<byte> destination)
    {
        int segments = RleHeader.SegmentsOf(frame);
        long worst = RleHeader.Length + (segments * (((long)PackBitsWriter.WorstLength(frame.Columns) * frame.Rows) + 1));
        if (worst > Array.MaxLength)
            throw new CodecException(CodecFailure.Unsupported, $"A frame of {frame.Length} bytes may take more than 2 GiB in RLE.");

        byte[] row = ArrayPool<byte>.Shared.Rent(frame.Columns);
        try
        {
            Span<byte> output = destination.GetSpan((int)worst);
            Span<byte> header = output[..RleHeader.Length];
            header.Clear();
            BinaryPrimitives.WriteUInt32LittleEndian(header, (uint)segments);
            int position = RleHeader.Length;
            for (int i = 0; i < segments; i++)
            {
                BinaryPrimitives.WriteUInt32LittleEndian(header[(4 + (i * 4))..], (uint)position);
                position += EncodeSegment(pixels, frame, BytePlanes.PlaceOf(i, frame.BytesPerSample), row.AsSpan(0, frame.Columns), output[position..]);
            }

            destination.Advance(position);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(row);
        }
    }

    /// <summary>Packs the bytes of a frame of single bits, eight pixels a byte, as one segment and one row.</summary>
    public static void EncodeBits(ReadOnlySpan<byte> packed, IBufferWriter<byte> destination)
    {
        Span<byte> output = destination.GetSpan(RleHeader.Length + PackBitsWriter.WorstLength(packed.Length) + 1);
        output[..RleHeader.Length].Clear();
        output[0] = 1;
        output[4] = RleHeader.Length;
        int position = RleHeader.Length + PackBitsWriter.Write(packed, output[RleHeader.Length..]);
        if ((position & 1) != 0)
            output[position++] = 0;
        destination.Advance(position);
    }

    private static int EncodeSegment(ReadOnlySpan<byte> pixels, in FrameInfo frame, int place, Span<byte> row, Span<byte> output)
    {
        int size = frame.SamplesPerPixel * frame.BytesPerSample;
        int rowLength = frame.Columns * size;
        int position = 0;
        for (int y = 0; y < frame.Rows; y++)
        {
            ReadOnlySpan<byte> source = pixels.Slice(y * rowLength, rowLength);
            if (size > 1)
            {
                BytePlanes.Take(source, size, place, row);
                source = row;
            }

            position += PackBitsWriter.Write(source, output[position..]);
        }

        if ((position & 1) != 0)
            output[position++] = 0;
        return position;
    }
}
