using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Dicom.Storage.Codecs;

/// <summary>The lossless process with the sample to the left as the prediction (T.81 H, selection value 1), and a table made for the frame.</summary>
internal static class JpegLosslessEncoder
{
    private const int MaxSize = 16;
    private const int Piece = 2048;
    private const int MaxBytesOfSample = 8; // 31 bits, each byte perhaps stuffed

    public static void Encode(ReadOnlySpan<byte> pixels, in FrameInfo frame, IBufferWriter<byte> destination)
    {
        if (frame.BitsAllocated > 16)
            JpegErrors.Unsupported("Lossless JPEG has no samples of more than 16 bits.");
        int count = (int)frame.SampleCount;
        int precision = PrecisionOf(pixels, frame);
        ushort[] samples = ArrayPool<ushort>.Shared.Rent(frame.Columns * frame.SamplesPerPixel);
        short[] differences = ArrayPool<short>.Shared.Rent(count);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(2 * Piece * MaxBytesOfSample);
        try
        {
            Differences(pixels, frame, 1 << (precision - 1), samples, differences);
            JpegHuffmanCodes codes = new(JpegHuffmanCodes.MadeFor(Histogram(differences.AsSpan(0, count))));
            JpegHeaderWriter.Marker(destination, JpegMarker.StartOfImage);
            JpegHeaderWriter.Frame(destination, JpegMarker.LosslessFrame, precision, frame, 0x11);
            JpegHeaderWriter.Huffman(destination, 0, codes.Spec);
            JpegHeaderWriter.Scan(destination, frame.SamplesPerPixel, hasSecondTables: false, start: 1, end: 0);
            WriteDifferences(differences.AsSpan(0, count), codes, new JpegBitWriter(destination, buffer));
            JpegHeaderWriter.Marker(destination, JpegMarker.EndOfImage);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            ArrayPool<short>.Shared.Return(differences);
            ArrayPool<ushort>.Shared.Return(samples);
        }
    }

    // A decoder gives bits above the precision back as zeros: what is there must be inside, and so must signs.
    private static int PrecisionOf(ReadOnlySpan<byte> pixels, in FrameInfo frame)
    {
        if (frame.IsSigned)
            return frame.BitsAllocated;
        int any = 0;
        ReadOnlySpan<byte> rest = pixels;
        Vector256<byte> all = Vector256<byte>.Zero;
        for (; rest.Length >= Vector256<byte>.Count; rest = rest[Vector256<byte>.Count..])
            all |= Vector256.Create(rest);
        for (int i = 0; i < Vector256<byte>.Count; i++)
            any |= all[i] << (frame.BytesPerSample == 2 ? 8 * (i & 1) : 0);
        for (int i = 0; i < rest.Length; i++)
            any |= rest[i] << (frame.BytesPerSample == 2 ? 8 * (i & 1) : 0);
        return Math.Max(Math.Max(2, frame.BitsStored), 32 - BitOperations.LeadingZeroCount((uint)any));
    }

    private static void Differences(ReadOnlySpan<byte> pixels, in FrameInfo frame, int origin, Span<ushort> line, Span<short> differences)
    {
        int samples = frame.SamplesPerPixel;
        int length = frame.Columns * samples;
        Span<int> above = stackalloc int[samples];
        above.Fill(origin);
        line = line[..length];
        for (int y = 0; y < frame.Rows; y++)
        {
            Widen(pixels.Slice(y * length * frame.BytesPerSample, length * frame.BytesPerSample), frame.BytesPerSample, line);
            Span<short> row = differences.Slice(y * length, length);
            for (int i = 0; i < samples; i++)
            {
                row[i] = (short)(line[i] - above[i]);
                above[i] = line[i];
            }

            int x = samples;
            for (; x <= length - Vector256<ushort>.Count; x += Vector256<ushort>.Count)
                (Vector256.Create<ushort>(line[x..]) - Vector256.Create<ushort>(line[(x - samples)..])).AsInt16().CopyTo(row[x..]);
            for (; x < length; x++)
                row[x] = (short)(line[x] - line[x - samples]);
        }
    }

    private static void Widen(ReadOnlySpan<byte> row, int bytesPerSample, Span<ushort> line)
    {
        if (bytesPerSample == 2)
        {
            row.CopyTo(MemoryMarshal.AsBytes(line));
            if (!BitConverter.IsLittleEndian)
                BinaryPrimitives.ReverseEndianness(line, line);
            return;
        }

        int x = 0;
        for (; x <= line.Length - Vector256<byte>.Count; x += Vector256<byte>.Count)
        {
            (Vector256<ushort> low, Vector256<ushort> high) = Vector256.Widen(Vector256.Create(row[x..]));
            low.CopyTo(line[x..]);
            high.CopyTo(line[(x + Vector256<ushort>.Count)..]);
        }

        for (; x < line.Length; x++)
            line[x] = row[x];
    }

    private static long[] Histogram(ReadOnlySpan<short> differences)
    {
        // Two tables: neighbours often have one size, and an increment waits for the one before in the same place.
        Span<int> even = stackalloc int[32];
        Span<int> odd = stackalloc int[32];
        int i = 0;
        for (; i + 1 < differences.Length; i += 2)
        {
            even[SizeOf(differences[i])]++;
            odd[SizeOf(differences[i + 1])]++;
        }

        if (i < differences.Length)
            even[SizeOf(differences[i])]++;
        long[] histogram = new long[MaxSize + 1];
        for (int size = 0; size <= MaxSize; size++)
            histogram[size] = (long)even[size] + odd[size];
        return histogram;
    }

    // T.81 table H.2: -32,768 stands for 32,768 too, the only difference of 16 bits.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int SizeOf(int difference) => (32 - BitOperations.LeadingZeroCount((uint)Math.Abs(difference))) & 31;

    private static void WriteDifferences(ReadOnlySpan<short> differences, JpegHuffmanCodes codes, JpegBitWriter writer)
    {
        // Of each size: the code, moved up so that the bits of the difference go below, and the number of all bits.
        Span<uint> words = stackalloc uint[32];
        Span<int> lengths = stackalloc int[32];
        for (int size = 0; size <= MaxSize; size++)
        {
            int follows = size == MaxSize ? 0 : size;
            words[size] = codes.Code(size) << follows;
            lengths[size] = codes.Length(size) + follows;
        }

        for (int done = 0; done < differences.Length; done += Piece)
        {
            writer.FlushIfBelow(Piece * MaxBytesOfSample);
            foreach (short difference in differences.Slice(done, Math.Min(Piece, differences.Length - done)))
            {
                int size = SizeOf(difference);
                // A negative difference is written less one, without its sign (T.81 F.1.2.1.1).
                int bits = (difference + (difference >> 31)) & ((1 << size) - 1);
                if (size == MaxSize)
                    bits = 0;
                writer.Write(words[size] | (uint)bits, lengths[size]);
            }
        }

        writer.Finish();
    }
}
