using System.Buffers.Binary;
using System.Text;

namespace Dicom.Storage.DataSets;

/// <summary>The data set that a document becomes, level by level, with a stack of its own.</summary>
internal sealed class DocumentBuilder(DicomDocumentReadOptions options)
{
    private readonly Stack<(DicomDataset Owner, DicomSequence Sequence)> _open = new();
    private int _elements;
    private bool _needsUtf8;

    /// <summary>Gets the data set or item that elements are added to.</summary>
    public DicomDataset Current { get; private set; } = new(options.TransferSyntax);

    /// <summary>Gets how many sequences are open.</summary>
    public int Depth => _open.Count;

    /// <summary>Gets the innermost open sequence.</summary>
    public DicomSequence Sequence => _open.Peek().Sequence;

    /// <summary>Refuses what cannot be an element of a data set, and what is there already.</summary>
    public void Check(DicomTag tag)
    {
        Count();
        if (tag.Group is 0x0000 or 0x0002 or 0xFFFE)
            throw DocumentError.Structure($"{tag} does not belong into a data set.");
        if (Current.Contains(tag))
            throw DocumentError.Structure($"{tag} is there twice.");
    }

    public void Add(DicomItem item)
    {
        if (!item.Tag.IsGroupLength && !Current.Append(item))
            throw DocumentError.Structure($"{item.Tag} is there twice.");
    }

    public void BeginSequence(DicomTag tag)
    {
        if (_open.Count == options.MaxDepth)
            throw DocumentError.Limit($"Sequences nested deeper than {options.MaxDepth}.");

        var sequence = new DicomSequence(tag);
        _open.Push((Current, sequence));
    }

    public void BeginItem()
    {
        Count();
        Current = new DicomDataset(options.TransferSyntax);
        Sequence.Append(Current);
    }

    /// <summary>Ends the sequence; its data set is current again.</summary>
    public void EndSequence()
    {
        (DicomDataset owner, DicomSequence sequence) = _open.Pop();
        Current = owner;
        Add(sequence);
    }

    /// <summary>Adds an element of bytes, which Pixel Data of an encapsulated transfer syntax divides into fragments; an icon's may be native all the same.</summary>
    public void AddBytes(DicomTag tag, DicomVR vr, ReadOnlyMemory<byte> bytes)
    {
        bool isEncapsulated = tag == DicomTag.PixelData && options.TransferSyntax.IsEncapsulated && !bytes.IsEmpty
            && (Depth == 0 || bytes.Span.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF, 0x00, 0xE0]));
        Add(isEncapsulated ? Fragments(tag, vr, bytes) : new DicomElement(tag, vr, Even(bytes)));
    }

    /// <summary>Adds an element whose value is elsewhere.</summary>
    public void AddReference(DicomTag tag, DicomVR vr, string uri)
    {
        var reference = new DicomBulkDataReference(Path(), tag, vr, uri);
        if (options.BulkData?.Invoke(reference) is { } bytes)
        {
            AddBytes(tag, vr, bytes);
            return;
        }

        if (options.References is null)
            throw DocumentError.Structure($"The value of {tag} is elsewhere, and nobody gives it.");
        options.References.Add(reference);
        Add(new DicomElement(tag, vr, default(ReadOnlyMemory<byte>)));
    }

    public void NeedUtf8(bool needs) => _needsUtf8 |= needs;

    public DicomDataset End()
    {
        if (_needsUtf8 && !Current.Contains(DicomTag.SpecificCharacterSet))
            Add(new DicomElement(DicomTag.SpecificCharacterSet, DicomVR.CS, Encoding.ASCII.GetBytes("ISO_IR 192")));
        return Current;
    }

    private void Count()
    {
        if (++_elements > options.MaxElements)
            throw DocumentError.Limit($"More than {options.MaxElements} elements and items.");
    }

    private DicomPathStep[] Path() => [.. _open.Reverse().Select(o => new DicomPathStep(o.Sequence.Tag, o.Sequence.Items.Count - 1))];

    private static ReadOnlyMemory<byte> Even(ReadOnlyMemory<byte> bytes)
    {
        if ((bytes.Length & 1) == 0)
            return bytes;
        byte[] padded = new byte[bytes.Length + 1];
        bytes.CopyTo(padded);
        return padded;
    }

    // Items and delimiters as PS3.5 A.4 has them.
    private static DicomFragmentSequence Fragments(DicomTag tag, DicomVR vr, ReadOnlyMemory<byte> bytes)
    {
        var fragments = new DicomFragmentSequence(tag, vr, hasTable: false);
        while (bytes.Length >= 8)
        {
            ReadOnlySpan<byte> header = bytes.Span;
            uint itemTag = BinaryPrimitives.ReadUInt32LittleEndian(header);
            uint length = BinaryPrimitives.ReadUInt32LittleEndian(header[4..]);
            if (itemTag == 0xE0DDFFFE && bytes.Length == 8)
                return fragments;
            if (itemTag != 0xE000FFFE || length > bytes.Length - 8)
                break;
            fragments.AddRaw(RawValue.Of(bytes.Slice(8, (int)length)));
            bytes = bytes[(8 + (int)length)..];
        }

        throw DocumentError.Value(tag, vr);
    }
}
