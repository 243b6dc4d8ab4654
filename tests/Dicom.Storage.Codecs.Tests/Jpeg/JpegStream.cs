namespace Dicom.Storage.Codecs.Tests;

/// <summary>Codestreams put together segment by segment.</summary>
internal static class JpegStream
{
    public static byte[] Segment(byte marker, params byte[] content) =>
        [0xFF, marker, (byte)((content.Length + 2) >> 8), (byte)(content.Length + 2), .. content];

    /// <summary>SOI, the segments, EOI.</summary>
    public static byte[] Of(params byte[][] parts) => [0xFF, 0xD8, .. parts.SelectMany(part => part), 0xFF, 0xD9];

    /// <summary>A frame header of components 1, 2, ... at full size.</summary>
    public static byte[] Frame(byte marker, int precision, int columns, int rows, int components = 1, byte sampling = 0x11)
    {
        List<byte> content = [(byte)precision, (byte)(rows >> 8), (byte)rows, (byte)(columns >> 8), (byte)columns, (byte)components];
        for (int i = 1; i <= components; i++)
            content.AddRange([(byte)i, sampling, 0]);
        return Segment(marker, [.. content]);
    }

    /// <summary>A scan header of one component with tables 0, and its data.</summary>
    public static byte[] Scan(byte component, byte start, byte end, byte bits, params byte[] data) =>
        [.. Segment(0xDA, 1, component, 0x00, start, end, bits), .. data];

    /// <summary>A quantization table of ones.</summary>
    public static byte[] Steps { get; } = Segment(0xDB, [0, .. Enumerable.Repeat((byte)1, 64)]);

    /// <summary>A Huffman table whose codes 0, 10, 110, ... stand for these symbols.</summary>
    public static byte[] Codes(byte place, params byte[] symbols) =>
        Segment(0xC4, [place, .. Enumerable.Range(1, 16).Select(length => (byte)(length <= symbols.Length ? 1 : 0)), .. symbols]);
}
