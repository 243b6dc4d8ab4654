using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Dicom.Storage.DataSets;

namespace Dicom.Storage.Network;

/// <summary>The elements of a DIMSE command: implicit VR little endian, group 0000 (PS3.7 6.3.1).</summary>
public sealed class CommandSet
{
    private const int ElementHeaderLength = 8;
    private const int MaxElements = 256;
    private const ushort NoDataSet = 0x0101;

    private readonly ReadOnlyMemory<byte> _encoded;
    private readonly Element[] _elements;

    private CommandSet(ReadOnlyMemory<byte> encoded, Element[] elements)
    {
        _encoded = encoded;
        _elements = elements;
    }

    /// <summary>Gets the kind of the message (0000,0100).</summary>
    public DimseCommandField CommandField => (DimseCommandField)UInt16OrZero(CommandTags.CommandField);

    /// <summary>Gets Message ID (0000,0110); 0 when absent.</summary>
    public ushort MessageId => UInt16OrZero(CommandTags.MessageId);

    /// <summary>Gets Message ID Being Responded To (0000,0120); 0 when absent.</summary>
    public ushort MessageIdBeingRespondedTo => UInt16OrZero(CommandTags.MessageIdBeingRespondedTo);

    /// <summary>Gets whether a data set follows: Command Data Set Type (0000,0800) is there and not 0101H.</summary>
    public bool HasDataSet => TryGetUInt16(CommandTags.DataSetType, out ushort type) && type != NoDataSet;

    /// <summary>Gets the status of a response (0000,0900); success when absent.</summary>
    public DimseStatus Status => new(UInt16OrZero(CommandTags.Status));

    /// <summary>Gets whether this is a response: bit 15 of the command field.</summary>
    public bool IsResponse => ((ushort)CommandField & 0x8000) != 0;

    /// <summary>Gets the bytes from which the command was read.</summary>
    public ReadOnlyMemory<byte> Encoded => _encoded;

    /// <summary>
    /// Reads a command set. Refused: an element that reaches past the end, tags that do not ascend, a group length that is absent or wrong,
    /// no Command Field, more than 256 elements, and any element outside group 0000 that is not in <paramref name="toleratedElements"/>.
    /// </summary>
    /// <param name="encoded">The bytes; kept, not copied.</param>
    /// <param name="toleratedElements">Elements outside group 0000 that some senders add; null for none.</param>
    /// <param name="result">The command.</param>
    /// <returns>False when the bytes are no command set.</returns>
    public static bool TryParse(ReadOnlyMemory<byte> encoded, IReadOnlyCollection<DicomTag>? toleratedElements, [NotNullWhen(true)] out CommandSet? result)
    {
        result = null;
        List<Element> elements = new(12);
        int endOfGroup = 0;
        for (int position = 0; position < encoded.Length;)
        {
            if (!TryReadElement(encoded.Span, position, out Element element) || elements.Count == MaxElements)
                return false;
            if (elements.Count > 0 && element.Tag <= elements[^1].Tag)
                return false;
            if (element.Tag.Group != 0 && toleratedElements?.Contains(element.Tag) != true)
                return false;

            elements.Add(element);
            position = element.Offset + element.Length;
            if (element.Tag.Group == 0)
                endOfGroup = position;
        }

        CommandSet candidate = new(encoded, [.. elements]);
        if (!candidate.GroupLengthIsRight(endOfGroup) || !candidate.TryGetUInt16(CommandTags.CommandField, out _))
            return false;

        result = candidate;
        return true;
    }

    /// <summary>Gets the bytes of an element as sent, padding included.</summary>
    /// <returns>False when the command has no such element.</returns>
    public bool TryGetRaw(DicomTag tag, out ReadOnlyMemory<byte> value)
    {
        foreach (Element element in _elements)
        {
            if (element.Tag == tag)
            {
                value = _encoded.Slice(element.Offset, element.Length);
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <summary>Gets a number of VR US.</summary>
    /// <returns>False when the element is absent or not of two bytes.</returns>
    public bool TryGetUInt16(DicomTag tag, out ushort value)
    {
        value = 0;
        if (!TryGetRaw(tag, out ReadOnlyMemory<byte> raw) || raw.Length != sizeof(ushort))
            return false;

        value = BinaryPrimitives.ReadUInt16LittleEndian(raw.Span);
        return true;
    }

    /// <summary>Gets a UID.</summary>
    /// <returns>False when the element is absent or no UID.</returns>
    public bool TryGetUid(DicomTag tag, out DicomUid value)
    {
        value = default;
        return TryGetRaw(tag, out ReadOnlyMemory<byte> raw) && DicomUid.TryParse(raw.Span, out value);
    }

    /// <summary>Gets text without its padding; bytes outside ASCII become '?'. Text of the peer: escape it in logs.</summary>
    /// <returns>False when the element is absent.</returns>
    public bool TryGetText(DicomTag tag, [NotNullWhen(true)] out string? value)
    {
        bool found = TryGetRaw(tag, out ReadOnlyMemory<byte> raw);
        value = found ? Encoding.ASCII.GetString(raw.Span.TrimEnd((byte)0).Trim((byte)' ')) : null;
        return found;
    }

    private static bool TryReadElement(ReadOnlySpan<byte> encoded, int position, out Element element)
    {
        element = default;
        if (encoded.Length - position < ElementHeaderLength)
            return false;

        ReadOnlySpan<byte> header = encoded.Slice(position, ElementHeaderLength); // group, element (UInt16), length (UInt32): PS3.5 7.1.3
        DicomTag tag = new(BinaryPrimitives.ReadUInt16LittleEndian(header), BinaryPrimitives.ReadUInt16LittleEndian(header[2..]));
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(header[4..]);
        if (length > (uint)(encoded.Length - position - ElementHeaderLength))
            return false;

        element = new Element(tag, position + ElementHeaderLength, (int)length);
        return true;
    }

    private bool GroupLengthIsRight(int endOfGroup)
    {
        if (_elements.Length == 0 || _elements[0].Tag != CommandTags.GroupLength || _elements[0].Length != sizeof(uint))
            return false;

        int valueEnd = _elements[0].Offset + sizeof(uint);
        uint told = BinaryPrimitives.ReadUInt32LittleEndian(_encoded.Span.Slice(_elements[0].Offset, sizeof(uint)));

        // A sender of a tolerated foreign element may count it too.
        return told == (uint)(endOfGroup - valueEnd) || told == (uint)(_encoded.Length - valueEnd);
    }

    private ushort UInt16OrZero(DicomTag tag) => TryGetUInt16(tag, out ushort value) ? value : (ushort)0;

    private readonly record struct Element(DicomTag Tag, int Offset, int Length);
}
