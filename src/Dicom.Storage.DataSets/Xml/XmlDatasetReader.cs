using System.Text;
using System.Xml;

namespace Dicom.Storage.DataSets;

/// <summary>Reads the Native DICOM Model from an XML reader. Iterative: one loop for all levels.</summary>
internal sealed partial class XmlDatasetReader(DicomDocumentReadOptions options) : IDisposable
{
    private const string Namespace = "http://dicom.nema.org/PS3.19/models/NativeDICOM";

    private readonly DocumentBuilder _builder = new(options);
    private readonly ElementAssembler _assembler = new();
    private readonly ValueBuffer _utf8 = new();
    private readonly StringBuilder _text = new();
    private readonly Stack<XmlAttributeState> _sequences = new();
    private bool _inSequence; // between two items

    /// <exception cref="DocumentError">It is no Native DICOM Model.</exception>
    /// <exception cref="XmlException">It is no XML.</exception>
    public DicomDataset Read(XmlReader reader)
    {
        reader.MoveToContent();
        if (reader.NodeType != XmlNodeType.Element || !Is(reader, "NativeDicomModel"))
            throw DocumentError.Structure("The document is no NativeDicomModel.");

        if (!reader.IsEmptyElement)
            ReadContent(reader);
        while (reader.Read())
        {
            // to the end: what follows must be well-formed too
        }

        _builder.NeedUtf8(_assembler.HasOtherThanAscii);
        return _builder.End();
    }

    public void Dispose()
    {
        _assembler.Dispose();
        _utf8.Dispose();
    }

    // At the start of the root, of an item or of a sequence's attribute; ends with the root's end.
    private void ReadContent(XmlReader reader)
    {
        while (ReadToElementOrEnd(reader))
        {
            bool isStart = reader.NodeType == XmlNodeType.Element;
            if (isStart && _inSequence)
                BeginItem(reader);
            else if (isStart)
                ReadAttribute(reader);
            else if (_inSequence)
                EndSequence();
            else if (_sequences.Count == 0)
                return;
            else
                _inSequence = true; // the item has ended
        }

        throw DocumentError.Structure("The document ends too early.");
    }

    private void BeginItem(XmlReader reader)
    {
        if (!Is(reader, "Item"))
            throw DocumentError.Structure($"{_sequences.Peek().Tag} of VR SQ has something else than items.");
        _builder.BeginItem();
        _inSequence = reader.IsEmptyElement;
    }

    private void EndSequence()
    {
        _sequences.Pop();
        _builder.EndSequence();
        _inSequence = false;
    }

    private void ReadAttribute(XmlReader reader)
    {
        if (!Is(reader, "DicomAttribute"))
            throw DocumentError.Structure("Something else than a DicomAttribute.");

        XmlAttributeState attribute = ReadHead(reader);
        bool isEmpty = reader.IsEmptyElement;
        if (attribute.VR == DicomVR.SQ)
        {
            _builder.BeginSequence(attribute.Tag);
            _sequences.Push(attribute);
            _inSequence = true;
            if (isEmpty)
                EndSequence();
            return;
        }

        if (isEmpty || !ReadToElementOrEnd(reader) || reader.NodeType == XmlNodeType.EndElement)
            _builder.Add(new DicomElement(attribute.Tag, attribute.VR, default(ReadOnlyMemory<byte>)));
        else
            ReadValue(reader, attribute);
    }

    private XmlAttributeState ReadHead(XmlReader reader)
    {
        string? vr = reader.GetAttribute("vr");
        Span<byte> digits = stackalloc byte[TagText.Length];
        if (reader.GetAttribute("tag") is not { Length: TagText.Length } text || !Encoding.UTF8.TryGetBytes(text, digits, out _) || !TagText.TryRead(digits, out DicomTag tag))
            throw DocumentError.Structure("A DicomAttribute has no tag of eight hexadecimal digits.");
        if (vr is not { Length: 2 } || !DicomVR.TryRead((byte)vr[0], (byte)vr[1], out DicomVR read) || !read.IsKnown || !Ascii.IsValid(vr))
            throw DocumentError.Structure($"{tag} has no VR of PS3.5 6.2.");

        if (reader.GetAttribute("privateCreator") is { } creator)
            tag = Resolve(tag, creator);
        _builder.Check(tag);
        return new XmlAttributeState(tag, read);
    }

    // Attributes come in the order of their tags, so the creators of the group are there already.
    private DicomTag Resolve(DicomTag tag, string creator)
    {
        if (!tag.IsPrivate)
            throw DocumentError.Structure($"{tag} is not private, yet has a private creator.");
        if (tag.Element > 0xFF)
            return tag;

        creator = creator.Trim(' ');
        if (FindBlock(tag.Group, creator, out int free) is { } block)
            return new DicomTag(tag.Group, (ushort)((block << 8) | tag.Element));
        if (free > 0xFF)
            throw DocumentError.Structure($"The blocks of group {tag.Group:X4} are used up.");

        var reserved = new DicomTag(tag.Group, (ushort)free);
        _assembler.Begin(reserved, DicomVR.LO);
        _assembler.Add(ToUtf8(creator));
        _builder.Add(_assembler.End());
        return new DicomTag(tag.Group, (ushort)((free << 8) | tag.Element));
    }

    private int? FindBlock(ushort group, string creator, out int free)
    {
        free = 0x10;
        for (int block = 0x10; block <= 0xFF; block++)
        {
            if (!_builder.Current.TryGetItem(new DicomTag(group, (ushort)block), out DicomItem? item) || item is not DicomElement element)
                continue;
            free = block + 1;
            if (Encoding.UTF8.GetString(element.GetBuffer().Span).Trim(' ', '\0') == creator)
                return block;
        }

        return null;
    }

    private static bool Is(XmlReader reader, string name) => reader.LocalName == name && reader.NamespaceURI is Namespace or "";

    // To the next start or end of an element. Text between them may be white space only.
    private static bool ReadToElementOrEnd(XmlReader reader)
    {
        while (reader.Read())
        {
            if (reader.NodeType is XmlNodeType.Element or XmlNodeType.EndElement)
                return true;
            if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA && !string.IsNullOrWhiteSpace(reader.Value))
                throw DocumentError.Structure("Text where an element or the end of one must be.");
        }

        return false;
    }

    private ReadOnlySpan<byte> ToUtf8(string text)
    {
        _utf8.Clear();
        Encoding.UTF8.GetBytes(text, _utf8);
        return _utf8.Span;
    }
}
