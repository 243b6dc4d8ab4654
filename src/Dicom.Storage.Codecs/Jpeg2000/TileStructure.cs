using System.Buffers;

namespace Dicom.Storage.Codecs;

/// <summary>
/// A tile with its components, resolutions, subbands, precincts and code-blocks (T.800 Annex B). Few things are objects; precincts
/// and code-blocks, of which there are many, lie in rented arrays. Dispose gives them back.
/// </summary>
internal sealed class TileStructure : IDisposable
{
    private Precinct[] _precincts = [];
    private PrecinctBand[] _bands = [];
    private CodeBlock[] _blocks = [];
    private int[] _treeNodes = [];

    public required Bounds Bounds { get; init; }

    public required TileCoding Coding { get; init; }

    public required IReadOnlyList<ProgressionChange> Changes { get; init; }

    public required TileComponent[] Components { get; init; }

    public int PrecinctCount { get; private set; }

    public int BlockCount { get; private set; }

    /// <summary>Gets the precincts, component by component, resolution by resolution, row by row.</summary>
    public Span<Precinct> Precincts => _precincts.AsSpan(0, PrecinctCount);

    /// <summary>Gets the parts of precincts in subbands, in the order of the precincts.</summary>
    public Span<PrecinctBand> Bands => _bands;

    /// <summary>Gets the code-blocks, those of a precinct's subband together, row by row.</summary>
    public Span<CodeBlock> Blocks => _blocks.AsSpan(0, BlockCount);

    /// <summary>Gets the nodes of the tag trees: a lower bound shifted left by one, and 1 when it is the value.</summary>
    public Span<int> TreeNodes => _treeNodes;

    public void Allocate(int precincts, int bands, int blocks, int nodes)
    {
        _precincts = ArrayPool<Precinct>.Shared.Rent(precincts);
        _bands = ArrayPool<PrecinctBand>.Shared.Rent(bands);
        _blocks = ArrayPool<CodeBlock>.Shared.Rent(blocks);
        _treeNodes = ArrayPool<int>.Shared.Rent(nodes);
        _precincts.AsSpan(0, precincts).Clear();
        _bands.AsSpan(0, bands).Clear();
        _blocks.AsSpan(0, blocks).Clear();
        _treeNodes.AsSpan(0, nodes).Clear();
        PrecinctCount = precincts;
        BlockCount = blocks;
    }

    public void Dispose()
    {
        ArrayPool<Precinct>.Shared.Return(_precincts);
        ArrayPool<PrecinctBand>.Shared.Return(_bands);
        ArrayPool<CodeBlock>.Shared.Return(_blocks);
        ArrayPool<int>.Shared.Return(_treeNodes);
        _precincts = [];
        _bands = [];
        _blocks = [];
        _treeNodes = [];
        PrecinctCount = BlockCount = 0;
    }
}

/// <summary>A component within a tile.</summary>
internal sealed class TileComponent
{
    public required Bounds Bounds { get; init; }

    public required CodingStyle Style { get; init; }

    public required SubbandSteps Quantization { get; init; }

    public required int RoiShift { get; init; }

    /// <summary>Gets bits of a sample.</summary>
    public required int Precision { get; init; }

    /// <summary>Gets the resolutions, the lowest (LL alone) first: levels + 1.</summary>
    public required Resolution[] Resolutions { get; init; }
}

/// <summary>A resolution of a tile-component and its precincts.</summary>
internal sealed class Resolution
{
    public required Bounds Bounds { get; init; }

    public required int PrecinctWidthExponent { get; init; }

    public required int PrecinctHeightExponent { get; init; }

    public required int PrecinctsWide { get; init; }

    public required int PrecinctsHigh { get; init; }

    /// <summary>Gets LL alone, or HL, LH and HH.</summary>
    public required Subband[] Subbands { get; init; }

    /// <summary>Gets or sets the first of its precincts in <see cref="TileStructure.Precincts"/>.</summary>
    public int FirstPrecinct { get; set; }
}

internal enum BandOrientation
{
    LowLow = 0,
    HighLow = 1,
    LowHigh = 2,
    HighHigh = 3,
}

/// <summary>A subband of a tile-component.</summary>
internal sealed class Subband
{
    public required BandOrientation Orientation { get; init; }

    public required Bounds Bounds { get; init; }

    /// <summary>Gets Mb, the magnitude bit-planes, without those of a region of interest.</summary>
    public required int BitPlanes { get; init; }

    /// <summary>Gets the quantization step, of a coefficient whose sample has full range 1 shifted by its precision (T.800 E-3); 1 when reversible.</summary>
    public required float Step { get; init; }
}

/// <summary>A precinct: what one packet of each layer is about.</summary>
internal struct Precinct
{
    /// <summary>Where it stands on the reference grid in the progressions by position (T.800 B.12.1).</summary>
    public long GridX;
    public long GridY;
    public int Component;
    public int Resolution;

    /// <summary>The layer of the packet that comes next.</summary>
    public int NextLayer;

    /// <summary>The first of its subbands in <see cref="TileStructure.Bands"/>: one for resolution 0, else three.</summary>
    public int FirstBand;
}

/// <summary>The code-blocks of a precinct in one subband, and their two tag trees of equal shape.</summary>
internal struct PrecinctBand
{
    public int BlocksWide;
    public int BlocksHigh;
    public int FirstBlock;

    /// <summary>The nodes of the inclusion tree in <see cref="TileStructure.TreeNodes"/>; those of the zero bit-planes follow.</summary>
    public int FirstNode;
    public int NodeCount;
}

/// <summary>How a code-block is coded. Where Part 15 is used, packets tell with its first bytes.</summary>
internal enum BlockCoder : byte
{
    Undecided = 0,
    Arithmetic = 1,
    HighThroughput = 2,
}

/// <summary>A code-block: where it lies, and what the packets said of it.</summary>
internal struct CodeBlock
{
    /// <summary>The column of its first coefficient in the subband.</summary>
    public int X;
    public short Width;
    public short Height;
    public short Component;
    public byte Resolution;

    /// <summary>Its subband within the resolution.</summary>
    public byte Band;
    public bool IsIncluded;

    /// <summary>Bit-planes of the subband that are all zero in it.</summary>
    public byte ZeroBitPlanes;

    public BlockCoder Coder;

    /// <summary>Lblock of the length signalling (T.800 B.10.7).</summary>
    public byte LengthBits;

    /// <summary>Coding passes so far.</summary>
    public short Passes;

    /// <summary>Codeword segments so far, and the passes in the last of them.</summary>
    public short Segments;
    public short SegmentPasses;

    /// <summary>Its first and last piece in <see cref="BlockPieces"/> plus one; 0 for none.</summary>
    public int FirstPiece;
    public int LastPiece;
}
