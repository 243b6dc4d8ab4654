using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Dicom.Storage.Codecs;

/// <summary>Writes samples into a frame, colour by pixel.</summary>
internal readonly ref struct SampleSink(FrameInfo frame, Span<byte> destination, int originX, int originY) : ISampleSink
{
    /// <summary>Pixels of colour that are put together at once.</summary>
    private const int Piece = 256;

    private readonly Span<byte> _destination = destination;

    public void Write(int first, int count, int x, int y, ReadOnlySpan<int> samples)
    {
        int step = frame.SamplesPerPixel;
        int width = samples.Length / count;
        long pixel = (long)(y - originY) * frame.Columns + x - originX;
        Span<byte> target = _destination[(int)(pixel * step * frame.BytesPerSample)..];
        if (count == 3 && step == 3 && frame.BytesPerSample == 1)
        {
            Weave(samples, width, target);
            return;
        }

        for (int i = 0; i < count; i++)
            Store(samples.Slice(i * width, width), target[((first + i) * frame.BytesPerSample)..], step);
    }

    private static void Weave(ReadOnlySpan<int> samples, int width, Span<byte> target)
    {
        Span<byte> planes = stackalloc byte[3 * Piece];
        for (int x = 0; x < width; x += Piece)
        {
            int length = Math.Min(Piece, width - x);
            for (int i = 0; i < 3; i++)
                Store8(samples.Slice((i * width) + x, length), planes[(i * Piece)..], 1);
            BytePlanes.Weave(planes, Piece, samples: 3, sampleBytes: 1, target.Slice(3 * x, 3 * length));
        }
    }

    private void Store(ReadOnlySpan<int> row, Span<byte> target, int step)
    {
        switch (frame.BytesPerSample)
        {
            case 1:
                Store8(row, target, step);
                break;
            case 2:
                Store16(row, MemoryMarshal.Cast<byte, ushort>(target), step);
                break;
            default:
                for (int i = 0; i < row.Length; i++)
                    BinaryPrimitives.WriteInt32LittleEndian(target[(i * step * 4)..], row[i]);
                break;
        }
    }

    private static void Store8(ReadOnlySpan<int> row, Span<byte> target, int step)
    {
        int i = 0;
        if (step == 1)
        {
            ReadOnlySpan<uint> samples = MemoryMarshal.Cast<int, uint>(row);
            for (; i <= row.Length - Vector<byte>.Count; i += Vector<byte>.Count)
                Vector.Narrow(Narrow(samples[i..]), Narrow(samples[(i + Vector<ushort>.Count)..])).CopyTo(target[i..]);
        }

        for (int to = i * step; i < row.Length; i++, to += step)
            target[to] = (byte)row[i];
    }

    private static void Store16(ReadOnlySpan<int> row, Span<ushort> target, int step)
    {
        int i = 0;
        if (step == 1 && BitConverter.IsLittleEndian)
        {
            ReadOnlySpan<uint> samples = MemoryMarshal.Cast<int, uint>(row);
            for (; i <= row.Length - Vector<ushort>.Count; i += Vector<ushort>.Count)
                Narrow(samples[i..]).CopyTo(target[i..]);
        }

        for (int to = i * step; i < row.Length; i++, to += step)
        {
            ushort value = (ushort)row[i];
            target[to] = BitConverter.IsLittleEndian ? value : BinaryPrimitives.ReverseEndianness(value);
        }
    }

    private static Vector<ushort> Narrow(ReadOnlySpan<uint> samples) => Vector.Narrow(new Vector<uint>(samples), new Vector<uint>(samples[Vector<uint>.Count..]));
}
