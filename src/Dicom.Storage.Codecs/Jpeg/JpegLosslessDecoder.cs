using System.Buffers;

namespace Dicom.Storage.Codecs;

/// <summary>The lossless process (T.81 H): a scan or several, each of one component or of several interleaved.</summary>
internal static class JpegLosslessDecoder
{
    public static void Decode(ref JpegReader reader, JpegFrame frame, in FrameInfo expected, Span<byte> destination)
    {
        JpegScan scan = reader.ReadScan() ?? throw new CodecException(CodecFailure.InvalidCodestream, "The JPEG codestream has no scan.");
        bool isSubsampled = Array.Exists(frame.Components, c => c.Horizontal != frame.MaxHorizontal || c.Vertical != frame.MaxVertical);
        // One scan of all components at full size goes out line by line; of others the last line may need the first one of the next scan.
        bool isDirect = scan.Components.Length == frame.Components.Length && !isSubsampled;
        JpegPlane[] planes = new JpegPlane[frame.Components.Length];
        byte[] buffer = ArrayPool<byte>.Shared.Rent(reader.Data.Length + JpegBitReader.Margin);
        JpegRowWriter writer = default;
        try
        {
            foreach (JpegComponent component in frame.Components)
                planes[component.Index] = new JpegPlane(component, component.UnitsWide, isDirect ? 2 * component.Vertical : component.UnitsHigh);
            int transform = scan.Low;
            writer = new JpegRowWriter(frame, planes, expected, transform, destination);
            for (JpegScan? next = scan; next is not null; next = reader.ReadScan())
            {
                if (next.Low != transform)
                    JpegErrors.Unsupported("JPEG scans of one frame with different point transforms are not supported.");
                JpegLosslessScan decoder = new(frame, next, planes, reader.Tables);
                decoder.Decode(ref reader, buffer, ref writer, isDirect);
            }

            if (!Array.TrueForAll(frame.Components, c => c.IsSeen))
                JpegErrors.Invalid("The JPEG codestream lacks a scan of a component.");
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
}
