using System.Buffers;

namespace Dicom.Storage.Codecs;

/// <summary>The processes with a discrete cosine transform. A single sequential scan goes out strip by strip, others when all scans are there.</summary>
internal static class JpegDctDecoder
{
    public static void Decode(ref JpegReader reader, JpegFrame frame, in FrameInfo expected, Span<byte> destination)
    {
        JpegScan scan = reader.ReadScan() ?? throw new CodecException(CodecFailure.InvalidCodestream, "The JPEG codestream has no scan.");
        JpegPlane[] planes = new JpegPlane[frame.Components.Length];
        byte[] buffer = ArrayPool<byte>.Shared.Rent(reader.Data.Length + JpegBitReader.Margin);
        JpegRowWriter writer = default;
        // A line between two of a component needs the one below, which may be in the next strip.
        bool looksAhead = Array.Exists(frame.Components, c => c.Vertical != frame.MaxVertical);
        try
        {
            foreach (JpegComponent component in frame.Components)
                planes[component.Index] = new JpegPlane(component, 8 * component.UnitsWide, 8 * component.Vertical * (looksAhead ? 3 : 1));
            writer = new JpegRowWriter(frame, planes, expected, 0, destination);
            if (frame.Process == JpegProcess.Sequential && scan.Components.Length == frame.Components.Length)
                DecodeDirect(ref reader, frame, scan, planes, buffer, ref writer, looksAhead);
            else
                DecodeStored(ref reader, frame, scan, planes, buffer, ref writer, looksAhead);
            writer.WriteUpTo(frame.Rows);
        }
        finally
        {
            writer.Dispose();
            foreach (JpegPlane? plane in planes)
                plane?.Dispose();
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static void DecodeDirect(
        ref JpegReader reader, JpegFrame frame, JpegScan scan, JpegPlane[] planes, Span<byte> buffer, ref JpegRowWriter writer, bool looksAhead)
    {
        JpegSequentialScan decoder = new(frame, reader.Tables, planes);
        JpegEntropyData data = new(reader.Data, reader.Position, buffer);
        JpegBitReader bits = data.First();
        for (int row = 0; row < frame.McusHigh; row++)
        {
            decoder.DecodeRow(ref data, ref bits, row);
            if (bits.HasOverrun)
                JpegErrors.EndsEarly();
            writer.WriteUpTo(LinesReady(frame, row, looksAhead));
        }

        reader.Position = data.Position;
        if (reader.ReadScan() is not null)
            JpegErrors.Invalid($"A JPEG frame of {scan.Components.Length} components has another scan after that of all.");
    }

    private static void DecodeStored(
        ref JpegReader reader, JpegFrame frame, JpegScan first, JpegPlane[] planes, Span<byte> buffer, ref JpegRowWriter writer, bool looksAhead)
    {
        using JpegCoefficients coefficients = new(frame);
        for (JpegScan? scan = first; scan is not null; scan = reader.ReadScan())
        {
            JpegStoredScan decoder = new(frame, scan, reader.Tables, coefficients);
            JpegEntropyData data = new(reader.Data, reader.Position, buffer);
            decoder.Decode(ref data);
            reader.Position = data.Position;
        }

        if (!Array.TrueForAll(frame.Components, c => c.IsSeen))
            JpegErrors.Invalid("The JPEG codestream lacks a scan of a component.");
        for (int row = 0; row < frame.McusHigh; row++)
        {
            foreach (JpegPlane plane in planes)
                coefficients.Transform(plane, row, frame.Precision);
            writer.WriteUpTo(LinesReady(frame, row, looksAhead));
        }
    }

    private static int LinesReady(JpegFrame frame, int row, bool looksAhead) =>
        Math.Min((looksAhead ? row : row + 1) * 8 * frame.MaxVertical, frame.Rows);
}
