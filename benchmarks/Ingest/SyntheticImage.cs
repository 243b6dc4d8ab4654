using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Dicom.Storage.DataSets;

namespace Dicom.Storage.Ingest;

/// <summary>
/// A made-up CT image of 512 x 512 pixels of 16 bit, in explicit little endian: an own header, and pixels that all share.
/// With several frames it is an Enhanced CT.
/// </summary>
internal sealed class SyntheticImage
{
    public const int FrameBytes = 512 * 512 * 2;

    private static readonly DicomUid s_ct = DicomUid.Parse("1.2.840.10008.5.1.4.1.1.2");
    private static readonly DicomUid s_enhancedCt = DicomUid.Parse("1.2.840.10008.5.1.4.1.1.2.1");
    private static readonly byte[] s_frame = MakeFrame();

    private SyntheticImage(DicomUid sopClass, DicomUid sopInstance, byte[] header, int frames)
    {
        SopClass = sopClass;
        SopInstance = sopInstance;
        Header = header;
        Frames = frames;
    }

    public DicomUid SopClass { get; }

    public DicomUid SopInstance { get; }

    /// <summary>The data set up to and with the header of Pixel Data.</summary>
    public byte[] Header { get; }

    public int Frames { get; }

    /// <summary>One frame of pixels, the same for all.</summary>
    public static ReadOnlyMemory<byte> Frame => s_frame;

    public long Length => Header.Length + ((long)Frames * FrameBytes);

    /// <summary>Makes an image whose UIDs no other run has: salt, series and number are in them.</summary>
    public static SyntheticImage Make(long salt, int series, int number, int frames = 1)
    {
        DicomUid sopClass = frames == 1 ? s_ct : s_enhancedCt;
        string study = string.Create(CultureInfo.InvariantCulture, $"2.25.{salt}{series:D4}0");
        string seriesUid = string.Create(CultureInfo.InvariantCulture, $"2.25.{salt}{series:D4}1");
        string instance = string.Create(CultureInfo.InvariantCulture, $"2.25.{salt}{series:D4}2{number:D8}");
        MemoryStream header = new(1024);
        Text(header, 0x0008_0008, "CS", "ORIGINAL\\PRIMARY\\AXIAL");
        Text(header, 0x0008_0016, "UI", sopClass.Value);
        Text(header, 0x0008_0018, "UI", instance);
        Text(header, 0x0008_0020, "DA", "20260102");
        Text(header, 0x0008_0030, "TM", "101112");
        Text(header, 0x0008_0050, "SH", "A0001");
        Text(header, 0x0008_0060, "CS", "CT");
        Text(header, 0x0008_0070, "LO", "Dicom.Storage");
        Text(header, 0x0008_1030, "LO", "Benchmark");
        Text(header, 0x0010_0010, "PN", "Bench^Mark");
        Text(header, 0x0010_0020, "LO", string.Create(CultureInfo.InvariantCulture, $"B{series}"));
        Text(header, 0x0010_0030, "DA", "19700101");
        Text(header, 0x0010_0040, "CS", "O");
        Text(header, 0x0018_0050, "DS", "1.25");
        Text(header, 0x0018_0060, "DS", "120");
        Text(header, 0x0020_000D, "UI", study);
        Text(header, 0x0020_000E, "UI", seriesUid);
        Text(header, 0x0020_0011, "IS", "1");
        Text(header, 0x0020_0013, "IS", number.ToString(CultureInfo.InvariantCulture));
        Text(header, 0x0020_0032, "DS", string.Create(CultureInfo.InvariantCulture, $"-250\\-250\\{number}"));
        Text(header, 0x0020_0037, "DS", "1\\0\\0\\0\\1\\0");
        Short(header, 0x0028_0002, 1);
        Text(header, 0x0028_0004, "CS", "MONOCHROME2");
        Text(header, 0x0028_0008, "IS", frames.ToString(CultureInfo.InvariantCulture));
        Short(header, 0x0028_0010, 512);
        Short(header, 0x0028_0011, 512);
        Short(header, 0x0028_0100, 16);
        Short(header, 0x0028_0101, 16);
        Short(header, 0x0028_0102, 15);
        Short(header, 0x0028_0103, 1);
        Element(header, 0x7FE0_0010, "OW", (uint)(frames * (long)FrameBytes));
        return new SyntheticImage(sopClass, DicomUid.Parse(instance), header.ToArray(), frames);
    }

    private static byte[] MakeFrame()
    {
        byte[] frame = new byte[FrameBytes];
        new Random(42).NextBytes(frame);
        return frame;
    }

    private static void Text(MemoryStream output, uint tag, string vr, string value)
    {
        byte[] bytes = Encoding.ASCII.GetBytes(value);
        bool odd = (bytes.Length & 1) != 0;
        Element(output, tag, vr, (uint)(bytes.Length + (odd ? 1 : 0)));
        output.Write(bytes);
        if (odd)
            output.WriteByte(vr == "UI" ? (byte)0 : (byte)' ');
    }

    private static void Short(MemoryStream output, uint tag, ushort value)
    {
        Element(output, tag, "US", 2);
        output.Write([(byte)value, (byte)(value >> 8)]);
    }

    // Tag, VR and length (PS3.5 7.1.2): OW has two reserved bytes and a length of four.
    private static void Element(MemoryStream output, uint tag, string vr, uint length)
    {
        Span<byte> header = stackalloc byte[12];
        BinaryPrimitives.WriteUInt16LittleEndian(header, (ushort)(tag >> 16));
        BinaryPrimitives.WriteUInt16LittleEndian(header[2..], (ushort)tag);
        header[4] = (byte)vr[0];
        header[5] = (byte)vr[1];
        bool isLong = vr == "OW";
        if (isLong)
            BinaryPrimitives.WriteUInt32LittleEndian(header[8..], length);
        else
            BinaryPrimitives.WriteUInt16LittleEndian(header[6..], (ushort)length);
        output.Write(isLong ? header : header[..8]);
    }
}
