using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Dicom.Storage.DataSets.Tests.Catalogue;

/// <summary>Elements written by hand, little endian, so that what is wrong with them is exactly what the test says.</summary>
internal static class Encoded
{
    public const uint Undefined = 0xFFFFFFFF;

    public static readonly byte[] ItemEnd = Convert.FromHexString("FEFF0DE000000000");
    public static readonly byte[] SequenceEnd = Convert.FromHexString("FEFFDDE000000000");

    /// <summary>tag, VR, then a length of two bytes, or two reserved ones and a length of four (PS3.5 7.1.2).</summary>
    public static byte[] Explicit(uint tag, string vr, ReadOnlySpan<byte> value = default, uint? length = null)
    {
        bool isLong = vr is "OB" or "OW" or "OF" or "OD" or "OL" or "OV" or "SQ" or "UN" or "UC" or "UR" or "UT" or "SV" or "UV";
        uint declared = length ?? (uint)value.Length;
        byte[] header = [.. Tag(tag), (byte)vr[0], (byte)vr[1], .. isLong ? [0, 0, .. UInt32(declared)] : UInt16((ushort)declared)];
        return [.. header, .. value];
    }

    /// <summary>The same with a text, padded to an even length.</summary>
    public static byte[] Explicit(uint tag, string vr, string text) => Explicit(tag, vr, Padded(text, vr == "UI" ? '\0' : ' '));

    /// <summary>tag, then a length of four bytes (PS3.5 7.1.3).</summary>
    public static byte[] Implicit(uint tag, ReadOnlySpan<byte> value = default, uint? length = null) =>
        [.. Tag(tag), .. UInt32(length ?? (uint)value.Length), .. value];

    public static byte[] Implicit(uint tag, string text) => Implicit(tag, Padded(text, ' '));

    public static byte[] Item(ReadOnlySpan<byte> value = default, uint? length = null) => Implicit(0xFFFEE000, value, length);

    public static byte[] UInt16(params ReadOnlySpan<ushort> values)
    {
        byte[] bytes = new byte[values.Length * 2];
        for (int i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(i * 2), values[i]);
        return bytes;
    }

    public static byte[] UInt32(uint value) => BitConverter.GetBytes(value);

    /// <summary>The description of an image of 8 bits and one sample, up to Pixel Data.</summary>
    public static byte[] ImageDescription(ushort rows, ushort columns, string? frames = null) =>
    [
        .. Explicit(0x00280002, "US", UInt16(1)), .. Explicit(0x00280004, "CS", "MONOCHROME2"), .. frames is null ? [] : Explicit(0x00280008, "IS", frames),
        .. Explicit(0x00280010, "US", UInt16(rows)), .. Explicit(0x00280011, "US", UInt16(columns)), .. Explicit(0x00280100, "US", UInt16(8)),
    ];

    /// <summary>Preamble, prefix and file meta information for a data set.</summary>
    public static byte[] File(ReadOnlySpan<byte> dataSet, string sopClass, string instance, string syntax = "1.2.840.10008.1.2.1")
    {
        ArrayBufferWriter<byte> head = new();
        Part10Writer.WriteHeader(head, new DicomFileMeta
        {
            MediaStorageSopClassUid = DicomUid.Parse(sopClass),
            MediaStorageSopInstanceUid = DicomUid.Parse(instance),
            TransferSyntaxUid = DicomUid.Parse(syntax),
        });
        return [.. head.WrittenSpan, .. dataSet];
    }

    private static byte[] Padded(string text, char pad) => Encoding.Latin1.GetBytes((text.Length & 1) == 0 ? text : text + pad);

    private static byte[] Tag(uint tag) => UInt16((ushort)(tag >> 16), (ushort)tag);
}
