namespace Dicom.Storage.Codecs;

/// <summary>What a codestream is to be like that the encoder writes: one tile, one layer, precincts as large as can be.</summary>
internal sealed record Jpeg2000EncoderSettings
{
    /// <summary>Gets the exponents of the sides of a code-block: 64 x 64.</summary>
    public const int BlockExponent = 6;

    public required int Levels { get; init; }

    public required bool HasComponentTransform { get; init; }

    public required int Precision { get; init; }

    public required bool IsSigned { get; init; }

    /// <summary>Gets whether code-blocks are coded as in Part 15.</summary>
    public bool IsHighThroughput { get; init; }

    /// <summary>
    /// Gets whether the codestream is as PS3.5 10.18 wants it for progressive display: RPCL, and a tile-part for each resolution whose length is in TLM.
    /// </summary>
    public bool IsProgressive { get; init; }

    public ProgressionOrder Order => IsProgressive ? ProgressionOrder.ResolutionPositionComponentLayer : ProgressionOrder.LayerResolutionComponentPosition;
}
