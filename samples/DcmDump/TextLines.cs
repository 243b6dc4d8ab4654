using System.Buffers;
using System.Text;
using Dicom.Storage.DataSets;

namespace Dicom.Storage.DcmDump;

/// <summary>The lines of the readable dump: tag, VR, value, length, name. UTF-8 from constant data and value bytes, no string between.</summary>
internal sealed partial class TextLines(bool colours)
{
    private const int ValueWidth = 44;
    private const int MaxDepth = 64;

    private readonly TextValue _value = new();
    private readonly DicomCharacterSets[] _characterSets = new DicomCharacterSets[MaxDepth + 2];
    private readonly bool[] _isSigned = new bool[MaxDepth + 2];
    private ArrayBufferWriter<byte> _output = null!;

    public void Begin(ArrayBufferWriter<byte> output)
    {
        _output = output;
        _characterSets[0] = DicomCharacterSets.Default;
        _isSigned[0] = false;
    }

    public void WriteTitle(string path, DicomTransferSyntax syntax)
    {
        Paint("\e[1m"u8);
        Write("# "u8);
        Encoding.UTF8.GetBytes(string.Concat(path.Select(c => char.IsControl(c) ? '?' : c)), _output);
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
        if (tag == DicomTag.PixelRepresentation)
            _isSigned[reader.Depth] = start.Contains((byte)1);
        DicomVR vr = VROf(reader);
        bool isFragment = reader.FragmentIndex >= 0;
        ReadOnlySpan<byte> text = isFragment
            ? _value.OfBytes(start, reader.Length)
            : _value.Of(vr, start, reader.Length, reader.IsBigEndian, _characterSets[reader.Depth]);
        BeginLine(reader.Depth + (isFragment ? 1 : 0), tag, vr);
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
                _isSigned[reader.Depth] = _isSigned[reader.Depth - 1];
                WriteHeader(reader, reader.Depth, "(item)"u8, "Item"u8);
                break;
            default:
                break; // the ends: indentation shows them
        }
    }

    // Without explicit VR, Pixel Representation tells US from SS.
    private DicomVR VROf(DataSetReader reader) =>
        reader.VR == DicomVR.US && !reader.IsExplicitVR && _isSigned[reader.Depth] && DicomDictionary.TryGet(reader.Tag, out DicomDictionaryEntry entry)
            && entry.AllVRs is [_, var second, ..] && second == DicomVR.SS
            ? DicomVR.SS
            : reader.VR;

    private void WriteHeader(DataSetReader reader, int depth, ReadOnlySpan<byte> what, ReadOnlySpan<byte> name)
    {
        BeginLine(depth, reader.Tag, reader.VR);
        Write(what);
        EndLine(what.Length, reader.Length, name);
    }
}
