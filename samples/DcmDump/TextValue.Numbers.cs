using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using Dicom.Storage.DataSets;

namespace Dicom.Storage.DcmDump;

/// <content>Binary numbers.</content>
internal sealed partial class TextValue
{
    private ReadOnlySpan<byte> OfNumbers(DicomVR vr, ReadOnlySpan<byte> start, uint length, bool bigEndian)
    {
        int size = vr == DicomVR.AT ? 4 : vr.ValueSize;
        uint shown = 0;
        for (; start.Length >= size && _length < MaxShown - 24; start = start[size..], shown += (uint)size)
        {
            if (shown > 0)
                Put((byte)'\\');
            _length += Format(vr, start[..size], bigEndian, _text.AsSpan(_length));
        }

        return End(length - shown >= size);
    }

    private static int Format(DicomVR vr, ReadOnlySpan<byte> bytes, bool big, Span<byte> text)
    {
        Span<byte> little = stackalloc byte[8];
        bytes.CopyTo(little);
        if (vr == DicomVR.AT)
            return FormatTag(bytes, big, text);

        if (big)
            little[..bytes.Length].Reverse();
        long number = BinaryPrimitives.ReadInt64LittleEndian(little);
        int written;
        if (vr == DicomVR.FL || vr == DicomVR.OF)
            BitConverter.Int32BitsToSingle((int)number).TryFormat(text, out written, default, CultureInfo.InvariantCulture);
        else if (vr == DicomVR.FD || vr == DicomVR.OD)
            BitConverter.Int64BitsToDouble(number).TryFormat(text, out written, default, CultureInfo.InvariantCulture);
        else if (vr == DicomVR.UV)
            Utf8Formatter.TryFormat((ulong)number, text, out written);
        else
            Utf8Formatter.TryFormat(vr == DicomVR.SS ? (short)number : vr == DicomVR.SL ? (int)number : number, text, out written);
        return written;
    }

    private static int FormatTag(ReadOnlySpan<byte> bytes, bool big, Span<byte> text)
    {
        int group = big ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);
        int element = big ? BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]) : BinaryPrimitives.ReadUInt16LittleEndian(bytes[2..]);
        group.TryFormat(text[1..], out _, "x4", CultureInfo.InvariantCulture);
        element.TryFormat(text[6..], out _, "x4", CultureInfo.InvariantCulture);
        text[0] = (byte)'(';
        text[5] = (byte)',';
        text[10] = (byte)')';
        return 11;
    }
}
