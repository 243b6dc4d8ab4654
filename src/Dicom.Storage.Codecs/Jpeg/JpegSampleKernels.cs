using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Dicom.Storage.Codecs;

/// <summary>Writes lines of 16-bit samples into a row of the frame.</summary>
internal static class JpegSampleKernels
{
    /// <summary>Writes the only component.</summary>
    public static void Write(ReadOnlySpan<ushort> line, Span<byte> row, in JpegSampleFormat format)
    {
        if (!format.IsPlain || !BitConverter.IsLittleEndian || format.Bytes == 4)
            Write(line, row, 0, 1, format);
        else if (format.Bytes == 2)
            MemoryMarshal.AsBytes(line).CopyTo(row);
        else
            Narrow(line, row);
    }

    /// <summary>Writes three components.</summary>
    public static void Write(ReadOnlySpan<ushort> first, ReadOnlySpan<ushort> second, ReadOnlySpan<ushort> third, Span<byte> row, in JpegSampleFormat format)
    {
        if (format.IsPlain && format.Bytes == 1)
        {
            int done = Vector128.IsHardwareAccelerated ? Interleave(first, second, third, row) : 0;
            for (; done < first.Length; done++)
            {
                Span<byte> pixel = row.Slice(3 * done, 3);
                pixel[0] = (byte)first[done];
                pixel[1] = (byte)second[done];
                pixel[2] = (byte)third[done];
            }

            return;
        }

        Write(first, row, 0, 3, format);
        Write(second, row, 1, 3, format);
        Write(third, row, 2, 3, format);
    }

    /// <summary>Writes one of several components.</summary>
    public static void Write(ReadOnlySpan<ushort> line, Span<byte> row, int component, int components, in JpegSampleFormat format)
    {
        int step = components * format.Bytes;
        int at = component * format.Bytes;
        foreach (ushort sample in line)
        {
            int value = format.Apply(sample);
            if (format.Bytes == 1)
                row[at] = (byte)value;
            else if (format.Bytes == 2)
                BinaryPrimitives.WriteInt16LittleEndian(row[at..], (short)value);
            else
                BinaryPrimitives.WriteInt32LittleEndian(row[at..], value);
            at += step;
        }
    }

    private static void Narrow(ReadOnlySpan<ushort> line, Span<byte> row)
    {
        int x = 0;
        for (; x <= line.Length - Vector256<byte>.Count; x += Vector256<byte>.Count)
            Vector256.Narrow(Vector256.Create(line[x..]), Vector256.Create(line[(x + Vector256<ushort>.Count)..])).CopyTo(row[x..]);
        for (; x < line.Length; x++)
            row[x] = (byte)line[x];
    }

    // Sixteen pixels become three vectors: each takes, of each component, the bytes that fall on it.
    private static int Interleave(ReadOnlySpan<ushort> first, ReadOnlySpan<ushort> second, ReadOnlySpan<ushort> third, Span<byte> row)
    {
        const byte None = 0xFF; // an index out of range gives zero
        Vector128<byte> a0 = Vector128.Create(0, None, None, 1, None, None, 2, None, None, 3, None, None, 4, None, None, 5);
        Vector128<byte> b0 = Vector128.Create(None, 0, None, None, 1, None, None, 2, None, None, 3, None, None, 4, None, None);
        Vector128<byte> c0 = Vector128.Create(None, None, 0, None, None, 1, None, None, 2, None, None, 3, None, None, 4, None);
        Vector128<byte> a1 = Vector128.Create(None, None, 6, None, None, 7, None, None, 8, None, None, 9, None, None, 10, None);
        Vector128<byte> b1 = Vector128.Create(5, None, None, 6, None, None, 7, None, None, 8, None, None, 9, None, None, 10);
        Vector128<byte> c1 = Vector128.Create(None, 5, None, None, 6, None, None, 7, None, None, 8, None, None, 9, None, None);
        Vector128<byte> a2 = Vector128.Create(None, 11, None, None, 12, None, None, 13, None, None, 14, None, None, 15, None, None);
        Vector128<byte> b2 = Vector128.Create(None, None, 11, None, None, 12, None, None, 13, None, None, 14, None, None, 15, None);
        Vector128<byte> c2 = Vector128.Create(10, None, None, 11, None, None, 12, None, None, 13, None, None, 14, None, None, 15);
        int x = 0;
        for (; x <= first.Length - Vector128<byte>.Count; x += Vector128<byte>.Count)
        {
            Vector128<byte> a = Narrow16(first[x..]);
            Vector128<byte> b = Narrow16(second[x..]);
            Vector128<byte> c = Narrow16(third[x..]);
            Span<byte> pixels = row.Slice(3 * x, 48);
            (Vector128.Shuffle(a, a0) | Vector128.Shuffle(b, b0) | Vector128.Shuffle(c, c0)).CopyTo(pixels);
            (Vector128.Shuffle(a, a1) | Vector128.Shuffle(b, b1) | Vector128.Shuffle(c, c1)).CopyTo(pixels[16..]);
            (Vector128.Shuffle(a, a2) | Vector128.Shuffle(b, b2) | Vector128.Shuffle(c, c2)).CopyTo(pixels[32..]);
        }

        return x;
    }

    private static Vector128<byte> Narrow16(ReadOnlySpan<ushort> line) =>
        Vector128.Narrow(Vector128.Create(line), Vector128.Create(line[Vector128<ushort>.Count..]));
}
