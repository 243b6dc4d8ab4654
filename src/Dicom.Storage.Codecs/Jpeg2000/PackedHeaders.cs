using System.Buffers.Binary;

namespace Dicom.Storage.Codecs;

/// <summary>
/// The packet headers of PPM or PPT segments (T.800 A.7.4, A.7.5), put together in the order of their indices. Those of PPM are a
/// series over the tile-parts, each with its length before it, which segments may cut anywhere.
/// </summary>
internal sealed class PackedHeaders
{
    private readonly SortedDictionary<int, byte[]> _segments = [];
    private byte[] _bytes = [];

    public ReadOnlySpan<byte> Bytes => _bytes;

    public void Add(ReadOnlySpan<byte> content)
    {
        if (content.IsEmpty)
            throw Jpeg2000Errors.EndsEarly();
        if (!_segments.TryAdd(content[0], content[1..].ToArray()))
            throw Jpeg2000Errors.Invalid("packed packet headers come twice.");
    }

    /// <summary>Puts the segments together once all were added.</summary>
    public void Complete() => _bytes = [.. _segments.Values.SelectMany(segment => segment)];

    /// <summary>Reads the length of the next tile-part's headers in PPM and moves behind it.</summary>
    public int LengthAt(ref int position)
    {
        if (_bytes.Length - position < 4)
            throw Jpeg2000Errors.EndsEarly();
        uint length = BinaryPrimitives.ReadUInt32BigEndian(_bytes.AsSpan(position));
        position += 4;
        return length <= _bytes.Length - position ? (int)length : throw Jpeg2000Errors.EndsEarly();
    }
}
