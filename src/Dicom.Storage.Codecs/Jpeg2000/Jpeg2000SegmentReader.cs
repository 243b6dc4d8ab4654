using System.Buffers.Binary;

namespace Dicom.Storage.Codecs;

/// <summary>Reads big-endian numbers of a marker segment; its end is a failure of the codestream.</summary>
internal ref struct Jpeg2000SegmentReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    public int Position { get; private set; }

    /// <summary>The same reader at an earlier position.</summary>
    public readonly Jpeg2000SegmentReader Back(int position) => new(_bytes) { Position = Math.Min(position, Position) };

    public readonly int Remaining => _bytes.Length - Position;

    public byte ReadByte() => Take(1)[0];

    public int ReadUInt16() => BinaryPrimitives.ReadUInt16BigEndian(Take(2));

    public uint ReadUInt32() => BinaryPrimitives.ReadUInt32BigEndian(Take(4));

    /// <summary>A coordinate of the reference grid: 31 bits are more than any frame of DICOM has.</summary>
    public int ReadCoordinate()
    {
        uint value = ReadUInt32();
        return value <= int.MaxValue / 2 ? (int)value : throw Jpeg2000Errors.Unsupported("a reference grid of more than 2^30 points a side.");
    }

    public ReadOnlySpan<byte> Take(int count)
    {
        if (count < 0 || count > Remaining)
            throw Jpeg2000Errors.EndsEarly();
        Position += count;
        return _bytes.Slice(Position - count, count);
    }

    /// <summary>Reads a marker and the content of its segment. Markers without a segment (T.800 A.1.3) have an empty one.</summary>
    public int ReadMarker(out ReadOnlySpan<byte> content)
    {
        int marker = ReadUInt16();
        if (marker < 0xFF00)
            throw Jpeg2000Errors.Invalid("a marker was expected.");
        content = default;
        if (marker is (>= 0xFF30 and <= 0xFF3F) or Jpeg2000Marker.StartOfData or Jpeg2000Marker.EndOfCodestream or Jpeg2000Marker.StartOfCodestream)
            return marker;

        content = Take(ReadUInt16() - 2);
        return marker;
    }
}
