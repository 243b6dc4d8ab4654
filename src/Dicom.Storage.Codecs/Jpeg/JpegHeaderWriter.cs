using System.Buffers;
using System.Buffers.Binary;

namespace Dicom.Storage.Codecs;

/// <summary>Writes the segments before a scan.</summary>
internal static class JpegHeaderWriter
{
    public static void Marker(IBufferWriter<byte> destination, byte marker) => destination.Write([JpegMarker.Prefix, marker]);

    public static void Segment(IBufferWriter<byte> destination, byte marker, params ReadOnlySpan<byte> content)
    {
        Span<byte> head = [JpegMarker.Prefix, marker, 0, 0];
        BinaryPrimitives.WriteUInt16BigEndian(head[2..], (ushort)(content.Length + 2));
        destination.Write(head);
        destination.Write(content);
    }

    /// <summary>JFIF 1.01, pixels as wide as high (T.871 10.1): the components are YCbCr.</summary>
    public static void Jfif(IBufferWriter<byte> destination) =>
        Segment(destination, JpegMarker.Jfif, "JFIF\0\u0001\u0001\0\0\u0001\0\u0001\0\0"u8);

    /// <summary>SOF: components 1, 2, ... of which the first has these sampling factors and the others 1 x 1.</summary>
    public static void Frame(IBufferWriter<byte> destination, byte marker, int precision, in FrameInfo frame, byte firstSampling)
    {
        Span<byte> content = stackalloc byte[6 + (3 * frame.SamplesPerPixel)];
        content[0] = (byte)precision;
        BinaryPrimitives.WriteUInt16BigEndian(content[1..], (ushort)frame.Rows);
        BinaryPrimitives.WriteUInt16BigEndian(content[3..], (ushort)frame.Columns);
        content[5] = (byte)frame.SamplesPerPixel;
        bool hasTables = marker != JpegMarker.LosslessFrame;
        for (int i = 0; i < frame.SamplesPerPixel; i++)
        {
            content[6 + (3 * i)] = (byte)(i + 1);
            content[7 + (3 * i)] = i == 0 ? firstSampling : (byte)0x11;
            content[8 + (3 * i)] = (byte)(hasTables && i > 0 ? 1 : 0);
        }

        Segment(destination, marker, content);
    }

    /// <summary>SOS of all components.</summary>
    public static void Scan(IBufferWriter<byte> destination, int components, bool hasSecondTables, byte start, byte end)
    {
        Span<byte> content = stackalloc byte[4 + (2 * components)];
        content[0] = (byte)components;
        for (int i = 0; i < components; i++)
        {
            content[1 + (2 * i)] = (byte)(i + 1);
            content[2 + (2 * i)] = (byte)(hasSecondTables && i > 0 ? 0x11 : 0);
        }

        content[^3] = start;
        content[^2] = end;
        content[^1] = 0;
        Segment(destination, JpegMarker.StartOfScan, content);
    }

    /// <summary>DHT.</summary>
    /// <param name="place">The class in the upper four bits, the table in the lower.</param>
    public static void Huffman(IBufferWriter<byte> destination, byte place, JpegHuffmanSpec spec) =>
        Segment(destination, JpegMarker.HuffmanTables, [place, .. spec.Counts, .. spec.Symbols]);
}
