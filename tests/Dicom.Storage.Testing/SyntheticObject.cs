using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Dicom.Storage.Testing;

/// <summary>
/// A small valid object made from a number: Secondary Capture, Explicit VR Little Endian, with random pixels. Encoded here by
/// hand, so that it does not depend on the writer under test.
/// </summary>
public sealed class SyntheticObject
{
    /// <summary>Secondary Capture Image Storage.</summary>
    public const string SopClass = "1.2.840.10008.5.1.4.1.1.7";

    /// <summary>Explicit VR Little Endian.</summary>
    public const string TransferSyntax = "1.2.840.10008.1.2.1";

    private const string Root = "1.2.826.0.1.3680043.10.1439";

    private SyntheticObject(string studyUid, string seriesUid, string sopUid, byte[] dataSet)
    {
        StudyUid = studyUid;
        SeriesUid = seriesUid;
        SopUid = sopUid;
        DataSet = dataSet;
        Digest = Convert.ToHexString(SHA256.HashData(dataSet));
    }

    /// <summary>Gets Study Instance UID.</summary>
    public string StudyUid { get; }

    /// <summary>Gets Series Instance UID.</summary>
    public string SeriesUid { get; }

    /// <summary>Gets SOP Instance UID.</summary>
    public string SopUid { get; }

    /// <summary>Gets the encoded data set.</summary>
    public byte[] DataSet { get; }

    /// <summary>Gets SHA-256 of the data set, in hexadecimal.</summary>
    public string Digest { get; }

    /// <summary>Makes an object.</summary>
    /// <param name="number">Its number within the series of objects; the SOP Instance UID tells it.</param>
    /// <param name="study">Which study it belongs to; objects of one study are one series.</param>
    /// <param name="pixelBytes">The length of Pixel Data; even.</param>
    /// <param name="variant">Changes the pixels and nothing else.</param>
    public static SyntheticObject Create(int number, int study, int pixelBytes, int variant = 0)
    {
        string studyUid = string.Create(CultureInfo.InvariantCulture, $"{Root}.{study}");
        string seriesUid = studyUid + ".1";
        string sopUid = string.Create(CultureInfo.InvariantCulture, $"{seriesUid}.{number}");
        byte[] pixels = new byte[pixelBytes];
        new Random((number * 31) + variant).NextBytes(pixels);

        MemoryStream stream = new(pixelBytes + 1024);
        Text(stream, 0x0008, 0x0005, "CS", "ISO_IR 192");
        Text(stream, 0x0008, 0x0016, "UI", SopClass);
        Text(stream, 0x0008, 0x0018, "UI", sopUid);
        Text(stream, 0x0008, 0x0020, "DA", "20260102");
        Text(stream, 0x0008, 0x0030, "TM", "101112");
        Text(stream, 0x0008, 0x0050, "SH", "ACC");
        Text(stream, 0x0008, 0x0060, "CS", "OT");
        Text(stream, 0x0010, 0x0010, "PN", "Müller^Ωmega");
        Text(stream, 0x0010, 0x0020, "LO", string.Create(CultureInfo.InvariantCulture, $"P{study}"));
        Text(stream, 0x0020, 0x000D, "UI", studyUid);
        Text(stream, 0x0020, 0x000E, "UI", seriesUid);
        Text(stream, 0x0020, 0x0011, "IS", "1");
        Text(stream, 0x0020, 0x0013, "IS", number.ToString(CultureInfo.InvariantCulture));
        Short(stream, 0x0028, 0x0002, 1);
        Text(stream, 0x0028, 0x0004, "CS", "MONOCHROME2");
        Short(stream, 0x0028, 0x0010, 1);
        Short(stream, 0x0028, 0x0011, (ushort)Math.Min(pixelBytes, ushort.MaxValue));
        Short(stream, 0x0028, 0x0100, 8);
        Short(stream, 0x0028, 0x0101, 8);
        Short(stream, 0x0028, 0x0102, 7);
        Short(stream, 0x0028, 0x0103, 0);
        Element(stream, 0x7FE0, 0x0010, "OB", pixels);
        return new SyntheticObject(studyUid, seriesUid, sopUid, stream.ToArray());
    }

    private static void Text(MemoryStream stream, ushort group, ushort element, string vr, string value)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(value);
        if ((bytes.Length & 1) != 0)
            bytes = [.. bytes, vr == "UI" ? (byte)0 : (byte)' '];
        Element(stream, group, element, vr, bytes);
    }

    private static void Short(MemoryStream stream, ushort group, ushort element, ushort value) =>
        Element(stream, group, element, "US", [(byte)value, (byte)(value >> 8)]);

    // PS3.5 7.1.2: tag, VR, then a length of two bytes, or for OB two reserved bytes and a length of four
    private static void Element(MemoryStream stream, ushort group, ushort element, string vr, byte[] value)
    {
        Span<byte> header = stackalloc byte[12];
        BinaryPrimitives.WriteUInt16LittleEndian(header, group);
        BinaryPrimitives.WriteUInt16LittleEndian(header[2..], element);
        header[4] = (byte)vr[0];
        header[5] = (byte)vr[1];
        bool isLong = vr == "OB";
        if (isLong)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(header[6..], 0);
            BinaryPrimitives.WriteUInt32LittleEndian(header[8..], (uint)value.Length);
        }
        else
        {
            BinaryPrimitives.WriteUInt16LittleEndian(header[6..], (ushort)value.Length);
        }

        stream.Write(header[..(isLong ? 12 : 8)]);
        stream.Write(value);
    }
}
