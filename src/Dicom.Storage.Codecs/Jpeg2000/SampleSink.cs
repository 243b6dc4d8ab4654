using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Dicom.Storage.Codecs;

/// <summary>Writes samples into a frame, colour by pixel.</summary>
internal readonly ref struct SampleSink(FrameInfo frame, Span<byte> destination, int originX, int originY) : ISampleSink
{
    private readonly Span<byte> _destination = destination;

    public void Write(int component, int x, int y, ReadOnlySpan<int> samples)
    {
        int step = frame.SamplesPerPixel;
        long first = ((long)(y - originY) * frame.Columns + x - originX) * step + component;
        Span<byte> target = _destination[(int)(first * frame.BytesPerSample)..];
        switch (frame.BytesPerSample)
        {
            case 1:
                Store8(samples, target, step);
                break;
            case 2:
                Store16(samples, MemoryMarshal.Cast<byte, ushort>(target), step);
                break;
            default:
                for (int i = 0; i < samples.Length; i++)
                    BinaryPrimitives.WriteInt32LittleEndian(target[(i * step * 4)..], samples[i]);
                break;
        }
    }

    private static void Store8(ReadOnlySpan<int> row, Span<byte> target, int step)
    {
        int to = 0;
        foreach (int sample in row)
        {
            target[to] = (byte)sample;
            to += step;
        }
    }

    private static void Store16(ReadOnlySpan<int> row, Span<ushort> target, int step)
    {
        int i = 0;
        if (step == 1 && BitConverter.IsLittleEndian)
        {
            ReadOnlySpan<uint> samples = MemoryMarshal.Cast<int, uint>(row);
            for (; i <= row.Length - Vector<ushort>.Count; i += Vector<ushort>.Count)
                Vector.Narrow(new Vector<uint>(samples[i..]), new Vector<uint>(samples[(i + Vector<uint>.Count)..])).CopyTo(target[i..]);
        }

        for (int to = i * step; i < row.Length; i++, to += step)
        {
            ushort value = (ushort)row[i];
            target[to] = BitConverter.IsLittleEndian ? value : BinaryPrimitives.ReverseEndianness(value);
        }
    }
}
