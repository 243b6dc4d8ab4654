using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Dicom.Storage.Codecs;

/// <summary>Takes a frame apart into components.</summary>
internal static class Jpeg2000Samples
{
    /// <summary>Samples of eight bits that are taken out of their pixels at once.</summary>
    private const int Piece = 256;

    /// <summary>Reads a row of a component.</summary>
    /// <param name="pixels">The frame.</param>
    /// <param name="frame">Its shape.</param>
    /// <param name="component">The component, from 0.</param>
    /// <param name="row">The row, from 0.</param>
    /// <param name="samples">Takes as many samples as there are columns.</param>
    public static void Read(ReadOnlySpan<byte> pixels, in FrameInfo frame, int component, int row, Span<int> samples)
    {
        int step = frame.SamplesPerPixel;
        int length = frame.Columns * step * frame.BytesPerSample;
        pixels = pixels.Slice(row * length, length);
        switch (frame.BytesPerSample)
        {
            case 1:
                Read8(pixels, component, step, frame.IsSigned, samples);
                break;
            case 2:
                Read16(MemoryMarshal.Cast<byte, ushort>(pixels), component, step, frame.IsSigned, samples);
                break;
            default:
                for (int i = 0, from = component; i < samples.Length; i++, from += step)
                    samples[i] = BinaryPrimitives.ReadInt32LittleEndian(pixels[(from * 4)..]);
                break;
        }
    }

    /// <summary>
    /// The bits that hold every sample: those stored, or, where a sample has more (overlays in unused bits, signs not extended), those
    /// allocated, so that the frame comes back bit for bit.
    /// </summary>
    public static int PrecisionOf(ReadOnlySpan<byte> pixels, in FrameInfo frame)
    {
        if (frame.BitsStored == frame.BitsAllocated)
            return frame.BitsStored;
        (int low, int high) = frame.IsSigned
            ? (-(1 << (frame.BitsStored - 1)), (1 << (frame.BitsStored - 1)) - 1)
            : (0, (int)((1L << frame.BitsStored) - 1));
        int[] row = ArrayPool<int>.Shared.Rent(frame.Columns);
        Span<int> samples = row.AsSpan(0, frame.Columns);
        bool fits = true;
        for (int i = 0; fits && i < frame.Rows * frame.SamplesPerPixel; i++)
        {
            Read(pixels, frame, i % frame.SamplesPerPixel, i / frame.SamplesPerPixel, samples);
            fits = !samples.ContainsAnyExceptInRange(low, high);
        }

        ArrayPool<int>.Shared.Return(row);
        return fits ? frame.BitsStored : frame.BitsAllocated;
    }

    private static void Read8(ReadOnlySpan<byte> row, int component, int step, bool isSigned, Span<int> samples)
    {
        if (step == 1)
        {
            Widen(row, isSigned ? 24 : 0, samples);
            return;
        }

        Span<byte> piece = stackalloc byte[Piece];
        for (int x = 0; x < samples.Length; x += Piece)
        {
            Span<int> target = samples.Slice(x, Math.Min(Piece, samples.Length - x));
            Span<byte> plane = piece[..target.Length];
            BytePlanes.Take(row.Slice(x * step, plane.Length * step), step, component, plane);
            Widen(plane, isSigned ? 24 : 0, target);
        }
    }

    private static void Widen(ReadOnlySpan<byte> plane, int shift, Span<int> target)
    {
        int i = 0;
        for (; i <= plane.Length - Vector128<byte>.Count; i += Vector128<byte>.Count)
        {
            (Vector128<ushort> low, Vector128<ushort> high) = Vector128.Widen(Vector128.Create(plane[i..]));
            (Vector128<uint> first, Vector128<uint> second) = Vector128.Widen(low);
            (Vector128<uint> third, Vector128<uint> fourth) = Vector128.Widen(high);
            ((first.AsInt32() << shift) >> shift).CopyTo(target[i..]);
            ((second.AsInt32() << shift) >> shift).CopyTo(target[(i + 4)..]);
            ((third.AsInt32() << shift) >> shift).CopyTo(target[(i + 8)..]);
            ((fourth.AsInt32() << shift) >> shift).CopyTo(target[(i + 12)..]);
        }

        for (; i < plane.Length; i++)
            target[i] = plane[i] << shift >> shift;
    }

    private static void Read16(ReadOnlySpan<ushort> row, int component, int step, bool isSigned, Span<int> samples)
    {
        int i = 0;
        if (step == 1 && BitConverter.IsLittleEndian)
        {
            int shift = isSigned ? 16 : 0;
            for (; i <= samples.Length - Vector<ushort>.Count; i += Vector<ushort>.Count)
            {
                Vector.Widen(new Vector<ushort>(row[i..]), out Vector<uint> low, out Vector<uint> high);
                ((Vector.AsVectorInt32(low) << shift) >> shift).CopyTo(samples[i..]);
                ((Vector.AsVectorInt32(high) << shift) >> shift).CopyTo(samples[(i + Vector<int>.Count)..]);
            }
        }

        for (int from = component + (i * step); i < samples.Length; i++, from += step)
        {
            ushort word = BitConverter.IsLittleEndian ? row[from] : BinaryPrimitives.ReverseEndianness(row[from]);
            samples[i] = isSigned ? (short)word : word;
        }
    }
}
