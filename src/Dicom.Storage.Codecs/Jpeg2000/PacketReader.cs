using System.Numerics;

namespace Dicom.Storage.Codecs;

/// <summary>Reads the packets of a tile (T.800 B.9, B.10) out of its tile-parts, one after the other.</summary>
internal ref struct PacketReader
{
    /// <summary>More than any segment of a code-block can have passes.</summary>
    private const int AnyPasses = int.MaxValue;

    /// <summary>More than 74 bit-planes (38 with a region of interest shifted above them) cannot be.</summary>
    private const int MaxZeroBitPlanes = 74;

    private readonly ReadOnlySpan<byte> _codestream;
    private readonly ReadOnlySpan<byte> _packed;
    private readonly TileStructure _tile;
    private readonly BlockPieces _pieces;
    private readonly IReadOnlyList<TilePart> _parts;
    private readonly bool _isPacked;
    private int _part;
    private readonly int _endPart;
    private int _position;
    private int _end;
    private int _packedPosition;

    /// <summary>Begins with the first packet of a tile.</summary>
    /// <param name="codestream">The codestream.</param>
    /// <param name="parts">The tile-parts of all tiles.</param>
    /// <param name="range">Those of the tile.</param>
    /// <param name="isPacked">Whether packet headers lie apart.</param>
    /// <param name="packed">Those of the tile, when they do.</param>
    /// <param name="tile">Takes what packets say of code-blocks.</param>
    /// <param name="pieces">Takes where their bytes lie.</param>
    public PacketReader(
        ReadOnlySpan<byte> codestream, IReadOnlyList<TilePart> parts, (int First, int End) range, bool isPacked, ReadOnlySpan<byte> packed, TileStructure tile, BlockPieces pieces)
    {
        _codestream = codestream;
        _parts = parts;
        _isPacked = isPacked;
        _packed = packed;
        _tile = tile;
        _pieces = pieces;
        _part = range.First - 1;
        _endPart = range.End;
    }

    /// <summary>Reads the next packet of a precinct.</summary>
    public void Read(ref Precinct precinct)
    {
        Advance();
        if (_end - _position >= 6 && _codestream[_position] == 0xFF && _codestream[_position + 1] == (Jpeg2000Marker.StartOfPacket & 0xFF))
            _position += 6;

        ReadOnlySpan<byte> header = _isPacked ? _packed[_packedPosition..] : _codestream[_position.._end];
        PacketBits bits = new(header);
        int firstPiece = _pieces.Count;
        if (bits.Read() != 0)
            ReadBlocks(precinct, ref bits);
        bits.Align();

        int length = bits.Position;
        if (header.Length - length >= 2 && header[length] == 0xFF && header[length + 1] == (Jpeg2000Marker.EndOfPacketHeader & 0xFF))
            length += 2;
        if (_isPacked)
            _packedPosition += length;
        else
            _position += length;
        _position = _pieces.Place(firstPiece, _position, _end);
        precinct.NextLayer++;
    }

    // An empty packet whose header lies apart takes nothing of a tile-part.
    private void Advance()
    {
        while (_position >= _end && _part + 1 < _endPart)
        {
            TilePart part = _parts[++_part];
            _position = part.DataStart;
            _end = part.DataEnd;
        }

        if (_position >= _end && !_isPacked)
            throw Jpeg2000Errors.EndsEarly();
    }

    private readonly void ReadBlocks(in Precinct precinct, ref PacketBits bits)
    {
        int bands = precinct.Resolution == 0 ? 1 : 3;
        CodeBlockStyles styles = _tile.Components[precinct.Component].Style.BlockStyles;
        for (int b = 0; b < bands; b++)
        {
            ref PrecinctBand band = ref _tile.Bands[precinct.FirstBand + b];
            int index = band.FirstBlock;
            for (int y = 0; y < band.BlocksHigh; y++)
            {
                for (int x = 0; x < band.BlocksWide; x++)
                    ReadBlock(ref _tile.Blocks[index++], band, x, y, precinct.NextLayer, styles, ref bits);
            }
        }
    }

    private readonly void ReadBlock(ref CodeBlock block, in PrecinctBand band, int x, int y, int layer, CodeBlockStyles styles, ref PacketBits bits)
    {
        Span<int> inclusion = _tile.TreeNodes.Slice(band.FirstNode, band.NodeCount);
        if (block.IsIncluded)
        {
            if (bits.Read() == 0)
                return;
        }
        else
        {
            if (!TagTree.IsBelow(inclusion, band.BlocksWide, band.BlocksHigh, x, y, layer + 1, ref bits))
                return;
            Span<int> planes = _tile.TreeNodes.Slice(band.FirstNode + band.NodeCount, band.NodeCount);
            int zero = 0;
            while (!TagTree.IsBelow(planes, band.BlocksWide, band.BlocksHigh, x, y, zero + 1, ref bits))
            {
                if (++zero > MaxZeroBitPlanes)
                    throw Jpeg2000Errors.Invalid("a code-block has too many bit-planes.");
            }

            block.IsIncluded = true;
            block.Coder = (styles & CodeBlockStyles.HighThroughput) != CodeBlockStyles.None ? BlockCoder.Undecided : BlockCoder.Arithmetic;
            block.ZeroBitPlanes = (byte)zero;
            block.LengthBits = 3;
        }

        int passes = ReadPasses(ref bits);
        while (bits.Read() != 0)
        {
            if (++block.LengthBits > 32)
                throw Jpeg2000Errors.Invalid("a code-block's length is out of range.");
        }

        ReadLengths(ref block, passes, styles, ref bits);
    }

    // T.800 table B.4.
    private static int ReadPasses(ref PacketBits bits)
    {
        if (bits.Read() == 0)
            return 1;
        if (bits.Read() == 0)
            return 2;
        int value = bits.Read(2);
        if (value < 3)
            return 3 + value;
        value = bits.Read(5);
        return value < 31 ? 6 + value : 37 + bits.Read(7);
    }

    private readonly void ReadLengths(ref CodeBlock block, int passes, CodeBlockStyles styles, ref PacketBits bits)
    {
        if (block.Passes + passes > 3 * MaxZeroBitPlanes)
            throw Jpeg2000Errors.Invalid("a code-block has too many passes.");
        if (block.Coder == BlockCoder.Undecided)
            passes = ReadFirstLength(ref block, passes, styles, ref bits);
        block.Passes += (short)passes;
        while (passes > 0)
        {
            bool starts = block.Segments == 0 || block.SegmentPasses >= PassesOf(block.Segments - 1, block.Coder, styles);
            if (starts)
            {
                block.Segments++;
                block.SegmentPasses = 0;
            }

            int taken = Math.Min(passes, PassesOf(block.Segments - 1, block.Coder, styles) - block.SegmentPasses);
            int length = ReadLength(block.LengthBits + BitOperations.Log2((uint)taken), ref bits);
            _pieces.Add(ref block, length, taken, starts);
            block.SegmentPasses += (short)taken;
            passes -= taken;
        }
    }

    /// <summary>
    /// Reads the first length of a code-block that may be of Part 15 (T.814 B.3). Before the first cleanup pass there may be sets of three passes
    /// without bytes, each for a bit-plane without anything. Where both coders are used, a length whose highest bit is set is of Part 1.
    /// </summary>
    /// <returns>The passes whose lengths follow.</returns>
    private readonly int ReadFirstLength(ref CodeBlock block, int passes, CodeBlockStyles styles, ref PacketBits bits)
    {
        int allBits = block.LengthBits + BitOperations.Log2((uint)passes);
        if (allBits > 31)
            throw Jpeg2000Errors.Invalid("a code-block's length is out of range.");
        int cleanup = passes - ((block.Passes + passes - 1) % 3);
        int lengthBits = block.LengthBits + BitOperations.Log2((uint)Math.Max(1, cleanup));
        int length = cleanup > 0 ? bits.Read(lengthBits) : 0;
        bool isMixed = (styles & CodeBlockStyles.Mixed) != CodeBlockStyles.None;
        if (length > 0 && (!isMixed || (block.LengthBits > 3 && length > 1 && length >> (lengthBits - 1) == 0)))
        {
            block.ZeroBitPlanes = (byte)Math.Min(MaxZeroBitPlanes + 1, block.ZeroBitPlanes + ((block.Passes + cleanup - 1) / 3));
            Begin(ref block, BlockCoder.HighThroughput, length, cleanup, 1);
            return passes - cleanup;
        }

        // As for a block of Part 1, the length has a bit more for each doubling of all passes.
        int more = cleanup > 0 ? allBits - lengthBits : allBits;
        length = length << more | bits.Read(more);
        if (length > 0 && !isMixed)
            throw Jpeg2000Errors.Invalid("a high-throughput code-block has bytes before its cleanup pass.");
        if (length > 0)
            Begin(ref block, BlockCoder.Arithmetic, length, passes, block.Passes + passes);
        else
            block.Passes += (short)passes;
        return 0;
    }

    private readonly void Begin(ref CodeBlock block, BlockCoder coder, int length, int passes, int segmentPasses)
    {
        block.Coder = coder;
        block.Segments = 1;
        block.SegmentPasses = (short)segmentPasses;
        block.Passes += (short)passes;
        _pieces.Add(ref block, length, segmentPasses, startsSegment: true);
    }

    private static int ReadLength(int lengthBits, ref PacketBits bits) =>
        lengthBits <= 31 ? bits.Read(lengthBits) : throw Jpeg2000Errors.Invalid("a code-block's length is out of range.");

    /// <summary>The passes that a codeword segment has at most (T.800 table D.8, D.9).</summary>
    private static int PassesOf(int segment, BlockCoder coder, CodeBlockStyles styles)
    {
        if (coder == BlockCoder.HighThroughput)
            return segment == 0 ? 1 : segment == 1 ? 2 : throw Jpeg2000Errors.Unsupported("more than one set of high-throughput passes in a code-block.");
        if ((styles & CodeBlockStyles.TerminateAll) != CodeBlockStyles.None)
            return 1;
        if ((styles & CodeBlockStyles.Bypass) == CodeBlockStyles.None)
            return AnyPasses;
        return segment == 0 ? 10 : segment % 2 == 1 ? 2 : 1;
    }
}
