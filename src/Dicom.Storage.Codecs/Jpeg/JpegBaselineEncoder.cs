using System.Buffers;

namespace Dicom.Storage.Codecs;

/// <summary>Baseline (T.81 F.1) with the tables of T.81 K: grey, or colour as YCbCr with chrominance of half the width.</summary>
internal static class JpegBaselineEncoder
{
    public static void Encode(ReadOnlySpan<byte> pixels, in FrameInfo frame, FrameEncoding encoding, IBufferWriter<byte> destination)
    {
        if (frame.SamplesPerPixel is not (1 or 3) || frame.BitsStored > 8 || frame.BitsAllocated > 16 || frame.IsSigned)
            JpegErrors.Unsupported("JPEG baseline takes one or three unsigned samples of 8 bits.");
        bool isColour = frame.SamplesPerPixel == 3;
        byte[] luminance = JpegStandardTables.Scale(JpegStandardTables.LuminanceSteps, encoding.Quality);
        byte[] chrominance = JpegStandardTables.Scale(JpegStandardTables.ChrominanceSteps, encoding.Quality);
        JpegHeaderWriter.Marker(destination, JpegMarker.StartOfImage);
        if (isColour)
            JpegHeaderWriter.Jfif(destination);
        WriteSteps(destination, 0, luminance);
        if (isColour)
            WriteSteps(destination, 1, chrominance);
        JpegHeaderWriter.Frame(destination, JpegMarker.BaselineFrame, 8, frame, isColour ? (byte)0x21 : (byte)0x11);
        JpegHeaderWriter.Huffman(destination, 0x00, JpegStandardTables.LuminanceDc.Spec);
        JpegHeaderWriter.Huffman(destination, 0x10, JpegStandardTables.LuminanceAc.Spec);
        if (isColour)
        {
            JpegHeaderWriter.Huffman(destination, 0x01, JpegStandardTables.ChrominanceDc.Spec);
            JpegHeaderWriter.Huffman(destination, 0x11, JpegStandardTables.ChrominanceAc.Spec);
        }

        JpegHeaderWriter.Scan(destination, frame.SamplesPerPixel, hasSecondTables: isColour, start: 0, end: 63);
        WriteScan(pixels, frame, isColour && encoding.IsRgb, luminance, chrominance, destination);
        JpegHeaderWriter.Marker(destination, JpegMarker.EndOfImage);
    }

    private static void WriteScan(
        ReadOnlySpan<byte> pixels, in FrameInfo frame, bool isRgb, byte[] luminance, byte[] chrominance, IBufferWriter<byte> destination)
    {
        int mcuWidth = frame.SamplesPerPixel == 3 ? 16 : 8;
        int stride = JpegFrame.DivideUp(frame.Columns, mcuWidth) * mcuWidth;
        // Eight lines of each component, at full width; chrominance is halved in its place.
        short[] lines = ArrayPool<short>.Shared.Rent(8 * stride * frame.SamplesPerPixel);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            JpegBlockWriter writer = new(
                new JpegBitWriter(destination, buffer),
                new JpegBlockTables(luminance, JpegStandardTables.LuminanceDc, JpegStandardTables.LuminanceAc),
                new JpegBlockTables(chrominance, JpegStandardTables.ChrominanceDc, JpegStandardTables.ChrominanceAc));
            for (int top = 0; top < frame.Rows; top += 8)
            {
                FillLines(pixels, frame, isRgb, top, lines, stride);
                WriteMcus(ref writer, lines, stride, stride / mcuWidth, frame.SamplesPerPixel == 3);
            }

            writer.Finish();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            ArrayPool<short>.Shared.Return(lines);
        }
    }

    private static void WriteMcus(ref JpegBlockWriter writer, ReadOnlySpan<short> lines, int stride, int mcus, bool isColour)
    {
        ReadOnlySpan<short> first = lines[(8 * stride)..];
        ReadOnlySpan<short> second = isColour ? lines[(16 * stride)..] : default;
        for (int x = 0; x < mcus; x++)
        {
            if (!isColour)
            {
                writer.Write(lines[(8 * x)..], stride, 0);
                continue;
            }

            writer.Write(lines[(16 * x)..], stride, 0);
            writer.Write(lines[((16 * x) + 8)..], stride, 0);
            writer.Write(first[(8 * x)..], stride, 1);
            writer.Write(second[(8 * x)..], stride, 2);
        }
    }

    // What lies past the edges repeats the last pixel and the last line: it costs the fewest bits.
    private static void FillLines(ReadOnlySpan<byte> pixels, in FrameInfo frame, bool isRgb, int top, Span<short> lines, int stride)
    {
        int samples = frame.SamplesPerPixel;
        int rowBytes = frame.Columns * samples * frame.BytesPerSample;
        for (int y = 0; y < 8; y++)
        {
            ReadOnlySpan<byte> row = pixels.Slice(Math.Min(top + y, frame.Rows - 1) * rowBytes, rowBytes);
            for (int i = 0; i < samples; i++)
            {
                Span<short> line = lines.Slice(((8 * i) + y) * stride, stride);
                JpegColourConversion.Separate(row, i, samples, frame.BytesPerSample, line[..frame.Columns]);
                line[frame.Columns..].Fill(line[frame.Columns - 1]);
            }

            if (samples == 1)
                continue;
            Span<short> first = lines.Slice((8 + y) * stride, stride);
            Span<short> second = lines.Slice((16 + y) * stride, stride);
            if (isRgb)
                JpegColourConversion.ToYCbCr(lines.Slice(y * stride, stride), first, second);
            JpegColourConversion.Halve(first, first[..(stride / 2)]);
            JpegColourConversion.Halve(second, second[..(stride / 2)]);
        }
    }

    private static void WriteSteps(IBufferWriter<byte> destination, byte place, ReadOnlySpan<byte> steps)
    {
        Span<byte> content = stackalloc byte[65];
        content[0] = place;
        for (int k = 0; k < 64; k++)
            content[1 + k] = steps[JpegZigzag.Order[k]];
        JpegHeaderWriter.Segment(destination, JpegMarker.QuantizationTables, content);
    }
}
