using System.Buffers;
using System.Buffers.Text;
using Dicom.Storage.DataSets;

namespace Dicom.Storage.DcmDump;

/// <content>Columns and colours of a line.</content>
internal sealed partial class TextLines
{
    private void BeginLine(int depth, DicomTag tag, DicomVR vr)
    {
        Paint("\e[36m"u8);
        int indent = depth * 2;
        Span<byte> line = _output.GetSpan(indent + 12);
        line[..indent].Fill((byte)' ');
        line[indent] = (byte)'(';
        Hex(tag.Group, line[(indent + 1)..]);
        line[indent + 5] = (byte)',';
        Hex(tag.Element, line[(indent + 6)..]);
        line[indent + 10] = (byte)')';
        line[indent + 11] = (byte)' ';
        _output.Advance(indent + 12);
        Paint("\e[33m"u8);
        Write(vr.Code == 0 ? "  "u8 : [(byte)(vr.Code >> 8), (byte)vr.Code]);
        Paint("\e[0m"u8);
        Write(" "u8);
    }

    private void EndLine(int written, uint length, ReadOnlySpan<byte> name)
    {
        int padding = Math.Max(ValueWidth - written, 0);
        Span<byte> line = _output.GetSpan(padding + 16);
        line[..padding].Fill((byte)' ');
        " # "u8.CopyTo(line[padding..]);
        int at = padding + 3;
        if (length == DataSetReader.UndefinedLength)
            "   u/l"u8.CopyTo(line[at..]);
        else
            at += Right(length, line[at..]) - 6;
        _output.Advance(at + 6);
        Write(" "u8);
        Paint("\e[32m"u8);
        Write(name);
        Paint("\e[0m"u8);
        WriteBlank();
    }

    // Six columns at least.
    private static int Right(uint number, Span<byte> text)
    {
        Span<byte> digits = stackalloc byte[10];
        Utf8Formatter.TryFormat(number, digits, out int count);
        int width = Math.Max(count, 6);
        text[..(width - count)].Fill((byte)' ');
        digits[..count].CopyTo(text[(width - count)..]);
        return width;
    }

    private static ReadOnlySpan<byte> NameOf(DicomTag tag)
    {
        if (DicomDictionary.TryGet(tag, out DicomDictionaryEntry entry))
            return entry.NameUtf8;
        if (tag.IsGroupLength)
            return "Group Length"u8;
        return !tag.IsPrivate ? "Unknown"u8 : tag.Element is >= 0x10 and <= 0xFF ? "Private Creator"u8 : "Private"u8;
    }

    private static void Hex(ushort value, Span<byte> text)
    {
        for (int i = 3; i >= 0; i--, value >>= 4)
            text[i] = "0123456789abcdef"u8[value & 0xF];
    }

    private void Paint(ReadOnlySpan<byte> code)
    {
        if (colours)
            Write(code);
    }

    private void Write(ReadOnlySpan<byte> bytes) => _output.Write(bytes);
}
