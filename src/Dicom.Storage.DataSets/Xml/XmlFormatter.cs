using System.Buffers;
using System.Buffers.Text;

namespace Dicom.Storage.DataSets;

/// <summary>Writes the Native DICOM Model (PS3.19 A.1) on one line.</summary>
internal sealed class XmlFormatter(IBufferWriter<byte> output, DicomDocumentOptions options) : DocumentFormatter(options)
{
    private readonly PrivateBlocks _blocks = new();
    private readonly Base64Pieces _base64 = new();
    private DicomTag _tag;
    private int _number;
    private bool _inValue;
    private bool _isName;

    // XML has text only: DS and IS stay as they were written.
    protected override bool HasNumbers => false;

    public override void End() => Write("</NativeDicomModel>"u8);

    protected override void BeginDocument()
    {
        _blocks.Clear();
        _inValue = false;
        Write("<?xml version=\"1.0\" encoding=\"UTF-8\"?><NativeDicomModel xmlns=\"http://dicom.nema.org/PS3.19/models/NativeDICOM\" xml:space=\"preserve\">"u8);
    }

    protected override void BeginItem(int index)
    {
        _blocks.Enter(Depth, group: 0); // another item's blocks are not this one's
        BeginNumbered("<Item number=\""u8, index + 1);
    }

    protected override void EndItemCore() => Write("</Item>"u8);

    protected override void EndItems()
    {
    }

    protected override void BeginAttribute(DicomTag tag, DicomVR vr)
    {
        _tag = tag;
        int level = vr == DicomVR.SQ ? Depth - 1 : Depth; // a sequence has been entered already
        _blocks.Enter(level, tag.Group);
        ReadOnlySpan<byte> creator = default;
        bool isUnique = false;
        bool hasCreator = tag.IsPrivate && tag.Element > 0xFF && _blocks.TryFind(level, tag, out creator, out isUnique);

        // The block's number is the file's own affair: the creator tells it (PS3.19 A.1.5).
        Span<byte> text = stackalloc byte[TagText.Length];
        TagText.Write(hasCreator && isUnique ? new DicomTag(tag.Value & 0xFFFF00FF) : tag, text);
        Write("<DicomAttribute tag=\""u8);
        Write(text);
        Write("\" vr=\""u8);
        Write([(byte)(vr.Code >> 8), (byte)vr.Code]);
        if (hasCreator)
            WriteXmlAttribute("\" privateCreator=\""u8, creator);
        else if (!tag.IsPrivate && DicomDictionary.TryGet(tag, out DicomDictionaryEntry entry) && !entry.KeywordUtf8.IsEmpty)
            WriteXmlAttribute("\" keyword=\""u8, entry.KeywordUtf8);
        Write("\">"u8);
    }

    protected override void EndAttribute() => Write("</DicomAttribute>"u8);

    protected override void BeginValues(DicomVR vr)
    {
        _number = 0;
        _isName = vr == DicomVR.PN;
    }

    protected override void EndValues()
    {
    }

    protected override void WriteNull()
    {
        BeginNumbered(_isName ? "<PersonName number=\""u8 : "<Value number=\""u8, ++_number);
        Write(_isName ? "</PersonName>"u8 : "</Value>"u8);
    }

    protected override void WriteString(ReadOnlySpan<byte> utf8)
    {
        if (_tag.IsPrivate && _tag.Element is >= 0x10 and <= 0xFF && _number == 0)
            _blocks.Reserve(Depth, _tag, utf8);
        WriteStringPiece(utf8, isFinal: true);
    }

    protected override void WriteStringPiece(ReadOnlySpan<byte> utf8, bool isFinal)
    {
        if (!_inValue)
            BeginNumbered("<Value number=\""u8, ++_number);
        XmlText.Write(output, utf8);
        _inValue = !isFinal;
        if (isFinal)
            Write("</Value>"u8);
    }

    protected override void WriteNumber(ReadOnlySpan<byte> ascii) => WriteStringPiece(ascii, isFinal: true);

    protected override void WritePersonName(ReadOnlySpan<byte> utf8)
    {
        BeginNumbered("<PersonName number=\""u8, ++_number);
        for (int group = 0; group < 3 && !utf8.IsEmpty; group++)
        {
            int end = group < 2 ? utf8.IndexOf((byte)'=') : -1;
            WriteGroup(group, end < 0 ? utf8 : utf8[..end]);
            utf8 = end < 0 ? default : utf8[(end + 1)..];
        }

        Write("</PersonName>"u8);
    }

    protected override void BeginInline() => Write("<InlineBinary>"u8);

    protected override void WriteInline(ReadOnlySpan<byte> bytes) => _base64.Write(output, bytes);

    protected override void EndInline()
    {
        _base64.End(output);
        Write("</InlineBinary>"u8);
    }

    protected override void WriteBulkDataUri(ReadOnlySpan<byte> uri)
    {
        WriteXmlAttribute("<BulkData uri=\""u8, uri);
        Write("\"/>"u8);
    }

    private void WriteGroup(int group, ReadOnlySpan<byte> utf8)
    {
        utf8 = utf8.TrimEnd((byte)'^'); // components without text have no place in the model
        if (utf8.IsEmpty)
            return;

        ReadOnlySpan<byte> name = group switch
        {
            0 => "Alphabetic"u8,
            1 => "Ideographic"u8,
            _ => "Phonetic"u8,
        };
        Open(name);
        for (int component = 0; component < 5 && !utf8.IsEmpty; component++)
        {
            int end = component < 4 ? utf8.IndexOf((byte)'^') : -1; // what follows the fifth stays with it
            WriteComponent(component, end < 0 ? utf8 : utf8[..end]);
            utf8 = end < 0 ? default : utf8[(end + 1)..];
        }

        Close(name);
    }

    private void WriteComponent(int component, ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty)
            return;

        ReadOnlySpan<byte> name = component switch
        {
            0 => "FamilyName"u8,
            1 => "GivenName"u8,
            2 => "MiddleName"u8,
            3 => "NamePrefix"u8,
            _ => "NameSuffix"u8,
        };
        Open(name);
        XmlText.Write(output, utf8);
        Close(name);
    }

    private void Open(ReadOnlySpan<byte> name)
    {
        Write("<"u8);
        Write(name);
        Write(">"u8);
    }

    private void Close(ReadOnlySpan<byte> name)
    {
        Write("</"u8);
        Write(name);
        Write(">"u8);
    }

    private void BeginNumbered(ReadOnlySpan<byte> start, int number)
    {
        Write(start);
        Span<byte> digits = stackalloc byte[10];
        Utf8Formatter.TryFormat(number, digits, out int written);
        Write(digits[..written]);
        Write("\">"u8);
    }

    private void WriteXmlAttribute(ReadOnlySpan<byte> start, ReadOnlySpan<byte> value)
    {
        Write(start);
        XmlText.Write(output, value);
    }

    private void Write(ReadOnlySpan<byte> bytes) => output.Write(bytes);
}
