using System.Buffers.Binary;
using Dicom.Storage.DataSets;

namespace Dicom.Storage.Network;

/// <summary>Builds one of the association PDUs: items in items, lengths filled in when they end. For what we send, so not for speed.</summary>
internal sealed class ItemWriter
{
    private byte[] _buffer = new byte[1024];
    private int _length;

    /// <summary>Gets what was written.</summary>
    public ReadOnlyMemory<byte> Written => _buffer.AsMemory(0, _length);

    public void Write(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(_buffer.AsSpan(_length));
        _length += bytes.Length;
    }

    public void WriteByte(byte value) => Write([value]);

    public void WriteUInt16(ushort value)
    {
        Reserve(sizeof(ushort));
        BinaryPrimitives.WriteUInt16BigEndian(_buffer.AsSpan(_length), value);
        _length += sizeof(ushort);
    }

    public void WriteUInt32(uint value)
    {
        Reserve(sizeof(uint));
        BinaryPrimitives.WriteUInt32BigEndian(_buffer.AsSpan(_length), value);
        _length += sizeof(uint);
    }

    /// <summary>Writes ASCII characters; our own text and validated types only.</summary>
    public void WriteAscii(string text)
    {
        Reserve(text.Length);
        foreach (char c in text)
            _buffer[_length++] = (byte)c;
    }

    /// <summary>Writes a title padded to its 16 bytes (PS3.8 9.3.2).</summary>
    public void WriteAeTitle(AeTitle title) => WriteAscii(title.Value.PadRight(AeTitle.MaxLength));

    /// <summary>Writes a UID with its length before it.</summary>
    public void WriteCountedUid(DicomUid uid)
    {
        WriteUInt16((ushort)uid.Value.Length);
        WriteAscii(uid.Value);
    }

    public void WriteCounted(ReadOnlySpan<byte> bytes)
    {
        WriteUInt16(checked((ushort)bytes.Length));
        Write(bytes);
    }

    /// <summary>Writes an item whose value is a UID.</summary>
    public void WriteUidItem(byte type, DicomUid uid)
    {
        int item = BeginItem(type);
        WriteAscii(uid.Value);
        EndItem(item);
    }

    /// <summary>Begins a PDU; <see cref="EndPdu"/> fills in its length.</summary>
    public void BeginPdu(PduType type)
    {
        _length = 0;
        WriteByte((byte)type);
        WriteByte(0);
        WriteUInt32(0);
    }

    public void EndPdu() => BinaryPrimitives.WriteUInt32BigEndian(_buffer.AsSpan(2), (uint)(_length - PduHeader.Size));

    /// <summary>Begins an item and says where it began, for <see cref="EndItem"/>.</summary>
    public int BeginItem(byte type)
    {
        WriteByte(type);
        WriteByte(0);
        WriteUInt16(0);
        return _length;
    }

    /// <summary>Fills in the item's length.</summary>
    /// <exception cref="OverflowException">The item is longer than 65,535 bytes.</exception>
    public void EndItem(int start) => BinaryPrimitives.WriteUInt16BigEndian(_buffer.AsSpan(start - sizeof(ushort)), checked((ushort)(_length - start)));

    private void Reserve(int count)
    {
        if (_buffer.Length - _length < count)
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + count));
    }
}
