namespace Dicom.Storage.Codecs;

internal enum QuantizationStyle
{
    None = 0,
    Derived = 1,
    Expounded = 2,
}

/// <summary>Exponents and mantissas of the subbands of a tile-component (QCD, QCC, T.800 A.6.4): LL first, then HL, LH, HH of each resolution.</summary>
internal sealed record SubbandSteps
{
    public required QuantizationStyle Style { get; init; }

    public required int GuardBits { get; init; }

    /// <summary>Gets exponent (bits 11 to 15) and mantissa (bits 0 to 10) of each subband; one only when derived.</summary>
    public required ushort[] Steps { get; init; }

    /// <summary>The exponent of a subband, from 0 as they follow each other; <paramref name="resolution"/> is where it belongs (T.800 E-5).</summary>
    public int Exponent(int band, int resolution) => Style == QuantizationStyle.Derived
        ? Math.Max(0, (Steps[0] >> 11) - Math.Max(0, resolution - 1))
        : StepOf(band) >> 11;

    public int Mantissa(int band) => Style == QuantizationStyle.Derived ? Steps[0] & 0x7FF : StepOf(band) & 0x7FF;

    /// <summary>The largest number of magnitude bit-planes of a subband, Mb (T.800 E-2).</summary>
    public int BitPlanes(int band, int resolution) => GuardBits + Exponent(band, resolution) - 1;

    private int StepOf(int band) =>
        band < Steps.Length ? Steps[band] : throw Jpeg2000Errors.Invalid("a subband has no quantization step.");
}
