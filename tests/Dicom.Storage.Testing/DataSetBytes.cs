using System.Buffers.Binary;
using System.Text;

namespace Dicom.Storage.Testing;

/// <summary>Data sets written out by hand: Explicit VR Little Endian, text as UTF-8 (PS3.5 7.1.2).</summary>
public static class DataSetBytes
{
    private static readonly string[] s_longForms = ["OB", "OW", "OF", "OD", "OL", "OV", "SQ", "UC", "UN", "UR", "UT"];

    /// <summary>Encodes elements in the order they are given.</summary>
    /// <param name="elements">Tag, such as 0x0010_0010, VR and value; a value of odd length is padded as its VR wants it.</param>
    public static byte[] Of(params (uint Tag, string VR, string Value)[] elements) => PduBytes.Concat([.. elements.Select(e => Element(e.Tag, e.VR, e.Value))]);

    /// <summary>Encodes one element.</summary>
    public static byte[] Element(uint tag, string vr, string value)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(value);
        return Element(tag, vr, (bytes.Length & 1) == 0 ? bytes : [.. bytes, vr == "UI" ? (byte)0 : (byte)' ']);
    }

    /// <summary>Encodes one element with the bytes as they are.</summary>
    public static byte[] Element(uint tag, string vr, byte[] value)
    {
        bool isLong = s_longForms.Contains(vr, StringComparer.Ordinal);
        byte[] header = new byte[isLong ? 12 : 8];
        BinaryPrimitives.WriteUInt16LittleEndian(header, (ushort)(tag >> 16));
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(2), (ushort)tag);
        header[4] = (byte)vr[0];
        header[5] = (byte)vr[1];
        if (isLong)
            BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(8), (uint)value.Length);
        else
            BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(6), checked((ushort)value.Length));
        return [.. header, .. value];
    }
}
