using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Dicom.Storage.DataSets;

/// <summary>Numbers of binary VRs (PS3.5 6.2).</summary>
internal static class DicomNumbers
{
    public static double? Read(ReadOnlySpan<byte> value, DicomVR vr, bool bigEndian, int index)
    {
        int size = vr == DicomVR.AT ? 0 : vr.ValueSize;
        if (size < 2 || index >= value.Length / size)
            return null;

        value = value.Slice(index * size, size);
        return size switch
        {
            2 => vr == DicomVR.SS ? (short)UInt16(value, bigEndian) : UInt16(value, bigEndian),
            4 when vr == DicomVR.FL || vr == DicomVR.OF => BitConverter.UInt32BitsToSingle(UInt32(value, bigEndian)),
            4 => vr == DicomVR.SL ? (int)UInt32(value, bigEndian) : UInt32(value, bigEndian),
            _ when vr == DicomVR.FD || vr == DicomVR.OD => BitConverter.UInt64BitsToDouble(UInt64(value, bigEndian)),
            _ => vr == DicomVR.SV ? (long)UInt64(value, bigEndian) : UInt64(value, bigEndian),
        };
    }

    /// <summary>The numbers in invariant decimals, joined by backslashes; null for plain bytes and words.</summary>
    public static string? Format(ReadOnlySpan<byte> value, DicomVR vr, bool bigEndian)
    {
        if (vr == DicomVR.AT || vr.ValueSize < 2 || vr.ToString()[0] == 'O')
            return vr == DicomVR.AT ? FormatTags(value, bigEndian) : null;

        var text = new StringBuilder();
        for (int i = 0; Read(value, vr, bigEndian, i) is { } number; i++)
        {
            if (i > 0)
                text.Append('\\');
            text.Append(vr.ValueSize == 8 && vr != DicomVR.FD ? FormatLong(value[(i * 8)..], vr, bigEndian) :
                vr == DicomVR.FL ? ((float)number).ToString(CultureInfo.InvariantCulture) : number.ToString(CultureInfo.InvariantCulture));
        }

        return text.ToString();
    }

    private static string FormatLong(ReadOnlySpan<byte> value, DicomVR vr, bool bigEndian) => vr == DicomVR.SV
        ? ((long)UInt64(value, bigEndian)).ToString(CultureInfo.InvariantCulture)
        : UInt64(value, bigEndian).ToString(CultureInfo.InvariantCulture);

    private static string FormatTags(ReadOnlySpan<byte> value, bool bigEndian)
    {
        var text = new StringBuilder();
        for (; value.Length >= 4; value = value[4..])
        {
            if (text.Length > 0)
                text.Append('\\');
            text.Append(CultureInfo.InvariantCulture, $"{UInt16(value, bigEndian):X4}{UInt16(value[2..], bigEndian):X4}");
        }

        return text.ToString();
    }

    private static ushort UInt16(ReadOnlySpan<byte> value, bool big) =>
        big ? BinaryPrimitives.ReadUInt16BigEndian(value) : BinaryPrimitives.ReadUInt16LittleEndian(value);

    private static uint UInt32(ReadOnlySpan<byte> value, bool big) =>
        big ? BinaryPrimitives.ReadUInt32BigEndian(value) : BinaryPrimitives.ReadUInt32LittleEndian(value);

    private static ulong UInt64(ReadOnlySpan<byte> value, bool big) =>
        big ? BinaryPrimitives.ReadUInt64BigEndian(value) : BinaryPrimitives.ReadUInt64LittleEndian(value);
}
