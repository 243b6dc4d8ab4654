namespace Dicom.Storage.Codecs;

/// <summary>The main header, and where the parts of each tile lie (T.800 A.3, A.4). Made in one pass over the markers; no packet is read.</summary>
internal sealed class CodestreamIndex
{
    private readonly List<TilePart> _parts = [];
    private PackedHeaders? _packed;

    private CodestreamIndex(CodingParameters main) => Main = main;

    public CodingParameters Main { get; }

    public ImageGrid Grid => Main.Grid;

    /// <summary>Gets the tile-parts, tile by tile, those of a tile in the order of the codestream.</summary>
    public IReadOnlyList<TilePart> Parts => _parts;

    /// <summary>Gets the packet headers of PPM, one tile-part's after the other.</summary>
    public ReadOnlySpan<byte> PackedHeaders => _packed is null ? default : _packed.Bytes;

    public bool HasPackedHeaders => _packed is not null;

    /// <summary>Reads SIZ alone, which must follow SOC (T.800 A.5.1).</summary>
    public static ImageGrid ReadGrid(ReadOnlySpan<byte> codestream)
    {
        Jpeg2000SegmentReader reader = new(codestream);
        return ReadGrid(ref reader);
    }

    /// <summary>Reads all headers.</summary>
    /// <param name="codestream">From SOC on.</param>
    public static CodestreamIndex Read(ReadOnlySpan<byte> codestream)
    {
        Jpeg2000SegmentReader reader = new(codestream);
        CodestreamIndex index = new(new CodingParameters(ReadGrid(ref reader)));
        index.ReadMainHeader(ref reader);
        index.ReadTileParts(codestream, reader.Position);
        // Stable: the parts of a tile stay in the order in which they came.
        TilePart[] sorted = [.. index._parts.OrderBy(part => part.Tile)];
        index._parts.Clear();
        index._parts.AddRange(sorted);
        return index;
    }

    private static ImageGrid ReadGrid(ref Jpeg2000SegmentReader reader)
    {
        if (reader.ReadMarker(out _) != Jpeg2000Marker.StartOfCodestream || reader.ReadMarker(out ReadOnlySpan<byte> size) != Jpeg2000Marker.Size)
            throw Jpeg2000Errors.Invalid("it does not begin with SOC and SIZ.");
        return SizeParser.Parse(size);
    }

    private void ReadMainHeader(ref Jpeg2000SegmentReader reader)
    {
        while (true)
        {
            int before = reader.Position;
            int marker = reader.ReadMarker(out ReadOnlySpan<byte> content);
            switch (marker)
            {
                case Jpeg2000Marker.StartOfTilePart:
                    _packed?.Complete();
                    reader = reader.Back(before);
                    return;
                case Jpeg2000Marker.PackedHeadersMain:
                    (_packed ??= new PackedHeaders()).Add(content);
                    break;
                case Jpeg2000Marker.StartOfData or Jpeg2000Marker.EndOfCodestream:
                    throw Jpeg2000Errors.Invalid("no tile-part follows the main header.");
                default:
                    Main.Read(marker, content);
                    break;
            }
        }
    }

    private void ReadTileParts(ReadOnlySpan<byte> codestream, int position)
    {
        long tiles = Grid.TileCount;
        int packedStart = 0;
        // The last tile-part may be followed by EOC, by padding, or, where the sender cut it off, by nothing.
        while (position + 12 <= codestream.Length)
        {
            Jpeg2000SegmentReader reader = new(codestream[position..]);
            int marker = reader.ReadUInt16();
            // EOC, or what a sender appended: whether all tiles are there, and whole, shows when they are decoded.
            if (marker != Jpeg2000Marker.StartOfTilePart)
                return;

            int length = reader.ReadUInt16();
            int tile = reader.ReadUInt16();
            uint partLength = reader.ReadUInt32();
            reader.Take(2);
            if (length != 10 || tile >= tiles || partLength is > 0 and < 14)
                throw Jpeg2000Errors.Invalid("SOT is out of range.");

            int end = partLength == 0 ? WithoutEnd(codestream) : (int)Math.Min(partLength + (long)position, codestream.Length);
            int headerStart = position + reader.Position;
            int dataStart = SkipHeader(codestream[..end], headerStart);
            int packedLength = _packed?.LengthAt(ref packedStart) ?? 0;
            _parts.Add(new TilePart(tile, headerStart, dataStart, end, packedStart, packedLength));
            packedStart += packedLength;
            position = end;
        }
    }

    private static int WithoutEnd(ReadOnlySpan<byte> codestream)
    {
        int end = codestream.LastIndexOf([(byte)0xFF, (byte)0xD9]);
        // Only padding to an even length may follow EOC.
        return end >= 0 && end >= codestream.Length - 3 ? end : codestream.Length;
    }

    private static int SkipHeader(ReadOnlySpan<byte> part, int start)
    {
        Jpeg2000SegmentReader reader = new(part[start..]);
        while (reader.ReadMarker(out _) != Jpeg2000Marker.StartOfData)
        {
        }

        return start + reader.Position;
    }
}
