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

    /// <summary>
    /// Gets the guard bits. Two hold what the filters of the 5/3 wavelet make of samples: the sums of their magnitudes, over any number of levels,
    /// widen a subband by less than 3 (LL), 5 (HL, LH) and 8.2 (HH) times, and its exponent and Mb give it 4, 8 and 16 times (T.800 E-2). What its
    /// steps round is beside that: of noise of one or two bits a code-block may have a bit-plane more, which then is what they are raised by.
    /// </summary>
    public int GuardBits { get; init; } = 2;

    public ProgressionOrder Order => IsProgressive ? ProgressionOrder.ResolutionPositionComponentLayer : ProgressionOrder.LayerResolutionComponentPosition;
}
