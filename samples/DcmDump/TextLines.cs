using System.Buffers;
using System.Buffers.Text;
using System.Text;
using Dicom.Storage.DataSets;

namespace Dicom.Storage.DcmDump;

/// <summary>The lines of the readable dump: tag, VR, value, length, name. UTF-8 from constant data and value bytes, no string between.</summary>
internal sealed class TextLines(bool colours)
{
    private const int ValueWidth = 44;
    private const int MaxDepth = 64;

    private readonly TextValue _value = new();
    private readonly DicomCharacterSets[] _characterSets = new DicomCharacterSets[MaxDepth + 2];
    private ArrayBufferWriter<byte> _output = null!;

    public void Begin(ArrayBufferWriter<byte> output)
    {
        _output = output;
        _characterSets[0] = DicomCharacterSets.Default;
    }

    public void WriteTitle(string path, DicomTransferSyntax syntax)
    {
        Paint("\e[1m"u8);
        Write("# "u8);
        Encoding.UTF8.GetBytes(path, _output);
        Write("  "u8);
        Encoding.UTF8.GetBytes(syntax.Keyword, _output);
        Paint("\e[0m"u8);
        WriteBlank();
    }

    public void WriteBlank() => Write("\n"u8);

    public void WriteElement(DataSetReader reader, ReadOnlySpan<byte> start)
    {
        DicomTag tag = reader.Tag;
        if (tag == DicomTag.SpecificCharacterSet)
            _characterSets[reader.Depth] = DicomCharacterSets.Parse(start);
        bool isFragment = reader.FragmentIndex >= 0;
        ReadOnlySpan<byte> text = isFragment
            ? _value.OfBytes(start, reader.Length)
            : _value.Of(reader.VR, start, reader.Length, reader.IsBigEndian, _characterSets[reader.Depth]);
        BeginLine(reader.Depth + (isFragment ? 1 : 0), tag, reader.VR);
        Write(text);
        EndLine(text.Length, reader.Length, isFragment ? "Item"u8 : NameOf(tag));
    }

    public void WriteStructure(DataSetReader reader, DataSetToken token)
    {
        switch (token)
        {
            case DataSetToken.SequenceStart:
                WriteHeader(reader, reader.Depth - 1, "(sequence)"u8, NameOf(reader.Tag));
                break;
            case DataSetToken.FragmentsStart:
                WriteHeader(reader, reader.Depth, "(encapsulated)"u8, NameOf(reader.Tag));
                break;
            case DataSetToken.ItemStart:
                _characterSets[reader.Depth] = _characterSets[reader.Depth - 1];
                WriteHeader(reader, reader.Depth, "(item)"u8, "Item"u8);
                break;
            default:
                break; // the ends: indentation shows them
        }
    }

    private void WriteHeader(DataSetReader reader, int depth, ReadOnlySpan<byte> what, ReadOnlySpan<byte> name)
    {
        BeginLine(depth, reader.Tag, reader.VR);
        Write(what);
        EndLine(what.Length, reader.Length, name);
    }

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
