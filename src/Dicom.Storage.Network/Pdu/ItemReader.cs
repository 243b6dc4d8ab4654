using System.Buffers.Binary;

namespace Dicom.Storage.Network;

/// <summary>Walks over the items of a PDU or the sub-items of an item: type, reserved, length (UInt16), value (PS3.8 9.3.2).</summary>
internal ref struct ItemReader(ReadOnlySpan<byte> items)
{
    private const int HeaderLength = 4;
    private ReadOnlySpan<byte> _rest = items;

    /// <summary>Gets whether the walk ended because an item reaches past the end of its parent.</summary>
    public bool IsMalformed { get; private set; }

    /// <summary>Takes the next item; false at the end and at a malformed item. Each step takes at least four bytes.</summary>
    public bool TryRead(out byte type, out ReadOnlySpan<byte> value)
    {
        type = 0;
        value = default;
        if (_rest.IsEmpty)
            return false;

        int length = _rest.Length < HeaderLength ? int.MaxValue : BinaryPrimitives.ReadUInt16BigEndian(_rest[2..]);
        if (length > _rest.Length - HeaderLength)
        {
            IsMalformed = true;
            return false;
        }

        type = _rest[0];
        value = _rest.Slice(HeaderLength, length);
        _rest = _rest[(HeaderLength + length)..];
        return true;
    }

    /// <summary>Takes a value with its length (UInt16) before it, as sub-items hold UIDs and identities (PS3.7 D.3.3).</summary>
    public static bool TryReadCounted(ref ReadOnlySpan<byte> source, out ReadOnlySpan<byte> value)
    {
        value = default;
        if (source.Length < sizeof(ushort))
            return false;

        int length = BinaryPrimitives.ReadUInt16BigEndian(source);
        if (length > source.Length - sizeof(ushort))
            return false;

        value = source.Slice(sizeof(ushort), length);
        source = source[(sizeof(ushort) + length)..];
        return true;
    }
}
