using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Dicom.Storage.Codecs;

/// <summary>Encodes frames (T.87), with the default parameters. Colour is interleaved by line, as DCMTK does it.</summary>
internal static class JpegLsEncoder
{
    private const int MinPrecision = 2;
    private const int MaxBytesPerSample = 2;

    /// <summary>What a line needs beside its codes: the bits of a run's length.</summary>
    private const int LineOverheadBits = 64;

    public static void Encode(ReadOnlySpan<byte> pixels, in FrameInfo frame, int near, JpegLsInterleave interleave, IBufferWriter<byte> destination)
    {
        if (frame.BytesPerSample > MaxBytesPerSample)
            throw JpegLsErrors.Unsupported("samples of more than 16 bits.");

        int precision = Precision(pixels, frame);
        near = LargestNear(pixels, frame, precision, near);
        if (frame.SamplesPerPixel == 1)
            interleave = JpegLsInterleave.None;

        WriteHeader(frame, precision, destination);
        JpegLsPlane[] planes = JpegLsPlane.ByPixel(frame);
        int perScan = interleave == JpegLsInterleave.None ? 1 : planes.Length;
        for (int first = 0; first < planes.Length; first += perScan)
        {
            WriteScanHeader(first, perScan, near, interleave, destination);
            using JpegLsCoding coding = new(default(JpegLsPreset).Resolve(precision, near), near);
            using JpegLsBitWriter writer = new((int)Math.Min(Array.MaxLength, frame.Length / 2 * perScan / planes.Length) + 1024);
            EncodeScan(pixels, frame.BytesPerSample, planes.AsSpan(first, perScan), coding, interleave, writer);
            destination.Write(writer.Written);
        }

        destination.Write([JpegLsMarker.Prefix, JpegLsMarker.EndOfImage]);
    }

    private static void EncodeScan(
        ReadOnlySpan<byte> pixels, int bytesPerSample, ReadOnlySpan<JpegLsPlane> planes, JpegLsCoding coding, JpegLsInterleave interleave, JpegLsBitWriter writer)
    {
        using JpegLsLines lines = new(planes.Length, planes[0].Columns);
        Span<int> runIndexes = stackalloc int[planes.Length];
        runIndexes.Clear();
        // The longest code of a sample is LIMIT bits; one of a run takes no more than a bit a sample beside it.
        long lineBits = LineOverheadBits + ((coding.Limit + 1L) * planes.Length * planes[0].Columns);
        for (int row = 0; row < planes[0].Rows; row++)
        {
            writer.Reserve(lineBits);
            for (int i = 0; i < planes.Length; i++)
            {
                Span<ushort> line = lines.Line(i);
                JpegLsSamples.Read(planes[i].Row(pixels, row, bytesPerSample), line, bytesPerSample, planes[i].PixelStride);
                JpegLsSamples.Mask(line, (ushort)coding.MaxValue);
                lines.BeginLine(i, planes[i].Columns);
                if (interleave != JpegLsInterleave.Sample)
                    EncodeLine(writer, coding, lines, i, ref runIndexes[i]);
            }

            if (interleave == JpegLsInterleave.Sample)
                EncodePixels(writer, coding, lines, ref runIndexes[0]);
            for (int i = 0; i < planes.Length; i++)
                lines.EndLine(i);
        }

        writer.End();
    }

    private static void EncodeLine(JpegLsBitWriter writer, JpegLsCoding coding, JpegLsLines lines, int index, ref int runIndex)
    {
        if (coding.IsExact)
            JpegLsLineEncoder<JpegLsExactMode>.EncodeLine(writer, coding, lines, index, ref runIndex);
        else
            JpegLsLineEncoder<JpegLsGeneralMode>.EncodeLine(writer, coding, lines, index, ref runIndex);
    }

    private static void EncodePixels(JpegLsBitWriter writer, JpegLsCoding coding, JpegLsLines lines, ref int runIndex)
    {
        if (coding.IsExact)
            JpegLsLineEncoder<JpegLsExactMode>.EncodePixels(writer, coding, lines, ref runIndex);
        else
            JpegLsLineEncoder<JpegLsGeneralMode>.EncodePixels(writer, coding, lines, ref runIndex);
    }

    /// <summary>
    /// Bits Stored; all bits where a sample uses those above (overlays of old, wrong attributes), for else the frame would lose them.
    /// </summary>
    private static int Precision(ReadOnlySpan<byte> pixels, in FrameInfo frame) =>
        UnusedBits.AreEmpty(pixels, frame) ? Math.Max(MinPrecision, frame.BitsStored) : frame.BitsAllocated;

    /// <summary>
    /// NEAR, as far as the samples allow it. The codestream knows no signs: what lies within NEAR of the largest or the smallest signed
    /// value could decode to the other one. Such a frame (pixel padding is often the smallest value) is coded without loss.
    /// </summary>
    private static int LargestNear(ReadOnlySpan<byte> pixels, in FrameInfo frame, int precision, int near)
    {
        near = Math.Min(near, JpegLsPreset.LargestNear((1 << precision) - 1));
        if (near == 0 || !frame.IsSigned)
            return near;

        int limit = (1 << (precision - 1)) - near;
        bool isClear = frame.BytesPerSample == 1
            ? IsWithin(MemoryMarshal.Cast<byte, sbyte>(pixels), limit)
            : IsWithin(MemoryMarshal.Cast<byte, short>(pixels), limit);
        return isClear ? near : 0;
    }

    private static bool IsWithin<T>(ReadOnlySpan<T> samples, int limit)
        where T : unmanaged, IBinaryInteger<T>
    {
        return !samples.ContainsAnyExceptInRange(T.CreateTruncating(-limit), T.CreateTruncating(limit - 1));
    }

    private static void WriteHeader(in FrameInfo frame, int precision, IBufferWriter<byte> destination)
    {
        int length = 8 + (3 * frame.SamplesPerPixel);
        Span<byte> header = destination.GetSpan(4 + length)[..(4 + length)];
        header[0] = JpegLsMarker.Prefix;
        header[1] = JpegLsMarker.StartOfImage;
        header[2] = JpegLsMarker.Prefix;
        header[3] = JpegLsMarker.StartOfFrame;
        BinaryPrimitives.WriteUInt16BigEndian(header[4..], (ushort)length);
        header[6] = (byte)precision;
        BinaryPrimitives.WriteUInt16BigEndian(header[7..], (ushort)frame.Rows);
        BinaryPrimitives.WriteUInt16BigEndian(header[9..], (ushort)frame.Columns);
        header[11] = (byte)frame.SamplesPerPixel;
        for (int i = 0; i < frame.SamplesPerPixel; i++)
        {
            header[12 + (3 * i)] = (byte)(i + 1);
            header[13 + (3 * i)] = 0x11;
            header[14 + (3 * i)] = 0;
        }

        destination.Advance(header.Length);
    }

    private static void WriteScanHeader(int first, int components, int near, JpegLsInterleave interleave, IBufferWriter<byte> destination)
    {
        int length = 6 + (2 * components);
        Span<byte> header = destination.GetSpan(2 + length)[..(2 + length)];
        header.Clear();
        header[0] = JpegLsMarker.Prefix;
        header[1] = JpegLsMarker.StartOfScan;
        header[3] = (byte)length;
        header[4] = (byte)components;
        for (int i = 0; i < components; i++)
            header[5 + (2 * i)] = (byte)(first + i + 1);
        header[^3] = (byte)near;
        header[^2] = (byte)interleave;
        destination.Advance(header.Length);
    }
}
