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
}
