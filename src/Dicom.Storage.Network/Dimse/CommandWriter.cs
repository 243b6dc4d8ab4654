using System.Buffers;
using System.Buffers.Binary;
using Dicom.Storage.DataSets;

namespace Dicom.Storage.Network;

/// <summary>Writes a command set in implicit VR little endian, group length first (PS3.7 6.3.1). Elements are to be written in the order of their tags.</summary>
internal ref struct CommandWriter
{
    private const int ElementHeaderLength = 8;
    private readonly Span<byte> _destination;

    public CommandWriter(Span<byte> destination)
    {
        _destination = destination;
        Length = 0;
        WriteHeader(CommandTags.GroupLength, sizeof(uint));
        Length += sizeof(uint);
    }

    public int Length { get; private set; }

    public void WriteUInt16(DicomTag tag, ushort value)
    {
        WriteHeader(tag, sizeof(ushort));
        BinaryPrimitives.WriteUInt16LittleEndian(_destination[Length..], value);
        Length += sizeof(ushort);
    }

    /// <summary>Writes bytes as they are; they must be of even length.</summary>
    public void WriteRaw(DicomTag tag, ReadOnlySpan<byte> value)
    {
        WriteHeader(tag, value.Length);
        value.CopyTo(_destination[Length..]);
        Length += value.Length;
    }

    /// <summary>Writes text padded to even length; a character that is not printable ASCII, or a backslash, becomes '?'.</summary>
    public void WriteText(DicomTag tag, ReadOnlySpan<char> text, byte pad)
    {
        int padded = (text.Length + 1) & ~1;
        WriteHeader(tag, padded);
        foreach (char c in text)
            _destination[Length++] = c is >= ' ' and <= '~' and not '\\' ? (byte)c : (byte)'?';
        if (padded != text.Length)
            _destination[Length++] = pad;
    }

    public void WriteUid(DicomTag tag, DicomUid uid) => WriteText(tag, uid.Value, pad: 0);

    /// <summary>Fills in the group length.</summary>
    public readonly int Finish()
    {
        BinaryPrimitives.WriteUInt32LittleEndian(_destination[ElementHeaderLength..], (uint)(Length - ElementHeaderLength - sizeof(uint)));
        return Length;
    }

    /// <summary>Writes one element by itself, after a finished group.</summary>
    public static void AppendElement(IBufferWriter<byte> destination, DicomTag tag, ReadOnlySpan<byte> value)
    {
        WriteHeader(destination.GetSpan(ElementHeaderLength), tag, value.Length);
        destination.Advance(ElementHeaderLength);
        destination.Write(value);
    }

    private static void WriteHeader(Span<byte> destination, DicomTag tag, int length)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(destination, tag.Group);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[2..], tag.Element);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[4..], (uint)length);
    }

    private void WriteHeader(DicomTag tag, int length)
    {
        WriteHeader(_destination[Length..], tag, length);
        Length += ElementHeaderLength;
    }
}
