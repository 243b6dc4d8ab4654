namespace Dicom.Storage.Codecs;

/// <summary>How the code-blocks of a tile-component are coded (T.800 table A.19; HT of T.814 A.4).</summary>
[Flags]
internal enum CodeBlockStyles
{
    None = 0,
    Bypass = 0x01,
    ResetContexts = 0x02,
    TerminateAll = 0x04,
    VerticallyCausal = 0x08,
    PredictableTermination = 0x10,
    SegmentationSymbols = 0x20,
    HighThroughput = 0x40,

    /// <summary>With <see cref="HighThroughput"/>: some code-blocks are coded as in Part 1.</summary>
    Mixed = 0x80,
}

internal enum ProgressionOrder
{
    LayerResolutionComponentPosition = 0,
    ResolutionLayerComponentPosition = 1,
    ResolutionPositionComponentLayer = 2,
    PositionComponentResolutionLayer = 3,
    ComponentPositionResolutionLayer = 4,
}

/// <summary>What COD says of a whole tile (SGcod, and SOP and EPH of Scod).</summary>
internal sealed record TileCoding
{
    public ProgressionOrder Order { get; init; }

    public int Layers { get; init; }

    public bool HasComponentTransform { get; init; }

    public bool HasStartOfPacket { get; init; }

    public bool HasEndOfPacketHeader { get; init; }
}

/// <summary>What COD or COC says of a tile-component (SPcod, SPcoc).</summary>
internal sealed record CodingStyle
{
    public const int MaxLevels = 32;

    public required int Levels { get; init; }

    /// <summary>Gets the exponent of the width of a code-block, 2 to 10.</summary>
    public required int BlockWidthExponent { get; init; }

    /// <summary>Gets the exponent of the height of a code-block, 2 to 10; 12 with the width at most.</summary>
    public required int BlockHeightExponent { get; init; }

    public required CodeBlockStyles BlockStyles { get; init; }

    /// <summary>Gets whether the wavelet is the reversible 5/3; the other is the irreversible 9/7.</summary>
    public required bool IsReversible { get; init; }

    /// <summary>Gets PPx in the low and PPy in the high four bits for each resolution; empty for 15 throughout.</summary>
    public required byte[] Precincts { get; init; }

    public int PrecinctWidthExponent(int resolution) => Precincts.Length == 0 ? 15 : Precincts[resolution] & 0x0F;

    public int PrecinctHeightExponent(int resolution) => Precincts.Length == 0 ? 15 : Precincts[resolution] >> 4;
}
