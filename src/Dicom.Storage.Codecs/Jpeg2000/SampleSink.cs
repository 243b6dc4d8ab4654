using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Dicom.Storage.Codecs;

/// <summary>Writes samples into a frame, colour by pixel.</summary>
internal readonly ref struct SampleSink(FrameInfo frame, Span<byte> destination, int originX, int originY) : ISampleSink
{
    private readonly Span<byte> _destination = destination;

    public void Write(int component, in Bounds area, ReadOnlySpan<int> samples)
    {
        int step = frame.SamplesPerPixel;
        for (int y = 0; y < area.Height; y++)
        {
            ReadOnlySpan<int> row = samples.Slice(y * area.Width, area.Width);
            long first = ((long)(area.Y0 - originY + y) * frame.Columns + area.X0 - originX) * step + component;
            Span<byte> target = _destination[(int)(first * frame.BytesPerSample)..];
            switch (frame.BytesPerSample)
            {
                case 1:
                    Store8(row, target, step);
                    break;
                case 2:
                    Store16(row, MemoryMarshal.Cast<byte, ushort>(target), step);
                    break;
                default:
                    for (int x = 0; x < row.Length; x++)
                        BinaryPrimitives.WriteInt32LittleEndian(target[(x * step * 4)..], row[x]);
                    break;
            }
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
        int to = 0;
        foreach (int sample in row)
        {
            ushort value = (ushort)sample;
            target[to] = BitConverter.IsLittleEndian ? value : BinaryPrimitives.ReverseEndianness(value);
            to += step;
        }
    }
}
