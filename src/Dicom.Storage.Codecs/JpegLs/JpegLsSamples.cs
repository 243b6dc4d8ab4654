using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Dicom.Storage.Codecs;

/// <summary>Samples between lines of 16 bits and rows of a frame, little endian.</summary>
internal static class JpegLsSamples
{
    /// <summary>Writes samples to a row.</summary>
    /// <param name="signShift">The unused bits above a two's complement sample, to which its sign goes; 0 for none.</param>
    public static void Write(ReadOnlySpan<ushort> line, Span<byte> row, int bytesPerSample, int pixelStride, int signShift)
    {
        if (bytesPerSample == 1)
            WriteBytes(line, row, pixelStride, signShift);
        else if (pixelStride == sizeof(ushort) && BitConverter.IsLittleEndian)
            WriteWords(line, MemoryMarshal.Cast<byte, ushort>(row), signShift);
        else
            for (int x = 0; x < line.Length; x++)
                BinaryPrimitives.WriteInt16LittleEndian(row[(x * pixelStride)..], (short)((short)(line[x] << signShift) >> signShift));
    }

    /// <summary>Reads the samples of a row.</summary>
    public static void Read(ReadOnlySpan<byte> row, Span<ushort> line, int bytesPerSample, int pixelStride)
    {
        if (bytesPerSample == 1)
            ReadBytes(row, line, pixelStride);
        else if (pixelStride == sizeof(ushort) && BitConverter.IsLittleEndian)
            MemoryMarshal.Cast<byte, ushort>(row).CopyTo(line);
        else
            for (int x = 0; x < line.Length; x++)
                line[x] = BinaryPrimitives.ReadUInt16LittleEndian(row[(x * pixelStride)..]);
    }

    /// <summary>Clears the bits above a two's complement sample.</summary>
    public static void Mask(Span<ushort> line, ushort mask)
    {
        int x = 0;
        for (; x <= line.Length - Vector128<ushort>.Count; x += Vector128<ushort>.Count)
            (Vector128.Create<ushort>(line[x..]) & Vector128.Create(mask)).CopyTo(line[x..]);
        for (; x < line.Length; x++)
            line[x] &= mask;
    }

    private static void WriteBytes(ReadOnlySpan<ushort> line, Span<byte> row, int pixelStride, int signShift)
    {
        int shift = Math.Max(0, signShift - 8), x = 0;
        if (pixelStride == 1 && shift == 0)
        {
            for (; x <= line.Length - Vector128<byte>.Count; x += Vector128<byte>.Count)
                Vector128.Narrow(Vector128.Create<ushort>(line[x..]), Vector128.Create<ushort>(line[(x + Vector128<ushort>.Count)..])).CopyTo(row[x..]);
        }

        for (int at = x * pixelStride; x < line.Length; x++, at += pixelStride)
            row[at] = (byte)((sbyte)(line[x] << shift) >> shift);
    }

    private static void WriteWords(ReadOnlySpan<ushort> line, Span<ushort> row, int signShift)
    {
        if (signShift == 0)
        {
            line.CopyTo(row);
            return;
        }

        int x = 0;
        for (; x <= line.Length - Vector128<short>.Count; x += Vector128<short>.Count)
            ((Vector128.Create<ushort>(line[x..]).AsInt16() << signShift) >> signShift).AsUInt16().CopyTo(row[x..]);
        for (; x < line.Length; x++)
            row[x] = (ushort)((short)(line[x] << signShift) >> signShift);
    }

    private static void ReadBytes(ReadOnlySpan<byte> row, Span<ushort> line, int pixelStride)
    {
        int x = 0;
        if (pixelStride == 1)
        {
            for (; x <= line.Length - Vector128<byte>.Count; x += Vector128<byte>.Count)
            {
                (Vector128<ushort> low, Vector128<ushort> high) = Vector128.Widen(Vector128.Create<byte>(row[x..]));
                low.CopyTo(line[x..]);
                high.CopyTo(line[(x + Vector128<ushort>.Count)..]);
            }
        }

        for (int at = x * pixelStride; x < line.Length; x++, at += pixelStride)
            line[x] = row[at];
    }
}
