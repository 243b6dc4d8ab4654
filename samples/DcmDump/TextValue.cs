using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Dicom.Storage.DataSets;

namespace Dicom.Storage.DcmDump;

/// <summary>Values as a line shows them: cut where they are long, and without characters that would talk to a terminal.</summary>
internal sealed class TextValue
{
    private const int MaxShown = 72;
    private const int MaxBytes = 16;

    private readonly ArrayBufferWriter<byte> _decoded = new(1_024);
    private readonly byte[] _text = new byte[256];
    private int _length;

    /// <param name="start">The value's first bytes, or all of them.</param>
    /// <param name="length">The value's length.</param>
    public ReadOnlySpan<byte> Of(DicomVR vr, ReadOnlySpan<byte> start, uint length, bool bigEndian, DicomCharacterSets characterSets)
    {
        _length = 0;
        if (length == 0)
            return "(no value)"u8;
        if (vr.IsText)
            return OfText(vr, start, length, characterSets);
        if (vr.ValueSize == 1 || vr == DicomVR.OW || vr == DicomVR.OL || vr == DicomVR.OV || !vr.IsKnown)
            return OfBytes(start, length);
        return OfNumbers(vr, start, length, bigEndian);
    }

    public ReadOnlySpan<byte> OfBytes(ReadOnlySpan<byte> start, uint length)
    {
        _length = 0;
        int count = Math.Min(start.Length, MaxBytes);
        for (int i = 0; i < count; i++)
        {
            if (i > 0)
                Put((byte)'\\');
            Put("0123456789abcdef"u8[start[i] >> 4]);
            Put("0123456789abcdef"u8[start[i] & 0xF]);
        }

        return End(count < length);
    }

    private ReadOnlySpan<byte> OfText(DicomVR vr, ReadOnlySpan<byte> start, uint length, DicomCharacterSets characterSets)
    {
        bool isCut = start.Length < length;
        ReadOnlySpan<byte> utf8 = start;
        if (!Ascii.IsValid(start) || start.Contains((byte)0x1B))
        {
            _decoded.ResetWrittenCount();
            (vr.HasCharacterSet ? characterSets : DicomCharacterSets.Default).DecodeUtf8(start, vr == DicomVR.PN, _decoded);
            utf8 = _decoded.WrittenSpan;
        }

        utf8 = utf8.TrimEnd(" \0"u8);
        if (utf8.Length > MaxShown)
        {
            int end = MaxShown;
            while ((utf8[end] & 0xC0) == 0x80)
                end--; // never within a character
            utf8 = utf8[..end];
            isCut = true;
        }

        Put((byte)'[');
        foreach (byte value in utf8)
            Put(value is < 0x20 or 0x7F ? (byte)'.' : value);
        if (!isCut)
            Put((byte)']');
        return End(isCut);
    }

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

    private ReadOnlySpan<byte> End(bool isCut)
    {
        if (isCut)
        {
            "..."u8.CopyTo(_text.AsSpan(_length));
            _length += 3;
        }

        return _text.AsSpan(0, _length);
    }

    private void Put(byte value) => _text[_length++] = value;
}
