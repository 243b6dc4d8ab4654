using CsCheck;

namespace Dicom.Storage.Codecs.Tests;

public sealed class MqBlockTests
{
    private const int MaxSide = 64;

    private static readonly Gen<(int Width, int Height, int Planes, int Region, int Band, int Seed)> s_blocks =
        from width in Gen.Int[1, MaxSide]
        from height in Gen.Int[1, MaxSide]
        from region in Gen.Int[0, 20]
        from planes in Gen.Int[1, 31]
        from band in Gen.Int[0, 3]
        from seed in Gen.Int
        where planes - region is <= 30 and >= 1
        select (width, height, planes, region, band, seed);

    /// <summary>
    /// With a region of interest of the maximum shift (T.800 H.1) coefficients are either below all planes of the region or have none of
    /// the planes below it: 31 planes then hold what a word of 32 bits could not without the shift being undone while they are decoded.
    /// </summary>
    [Fact]
    public void A_block_comes_back_whatever_its_planes_and_its_region_of_interest() => s_blocks.Sample(static sample =>
    {
        Random random = new(sample.Seed);
        uint[] coded = new uint[sample.Width * sample.Height];
        uint[] expected = new uint[coded.Length];
        for (int i = 0; i < coded.Length; i++)
        {
            bool isInside = sample.Region == 0 || random.Next(2) == 0;
            int bits = isInside ? sample.Planes - sample.Region : Math.Min(sample.Region, sample.Planes);
            uint magnitude = (uint)random.NextInt64(1L << random.Next(bits + 1));
            uint sign = magnitude == 0 ? 0 : (uint)random.Next(2) << 31;
            coded[i] = sign | (isInside ? magnitude << sample.Region : magnitude);
            expected[i] = magnitude == 0 ? 0 : sign | magnitude << 1 | 1;
        }

        // The largest plane is in use, so that there are as many as are said.
        coded[0] = 1u << (sample.Planes - 1);
        expected[0] = 1u << (sample.Planes - sample.Region) | 1;
        return Decode(Encode(coded, sample), sample).AsSpan().SequenceEqual(expected);
    }, iter: 300);

    private static byte[] Encode(uint[] coefficients, (int Width, int Height, int Planes, int Region, int Band, int Seed) sample)
    {
        using MqBlockEncoder encoder = new();
        using Jpeg2000Buffer segment = new();
        encoder.Encode(coefficients, sample.Width, sample.Height, (BandOrientation)sample.Band, sample.Planes, segment);
        return segment.Written.ToArray();
    }

    private static uint[] Decode(byte[] segment, (int Width, int Height, int Planes, int Region, int Band, int Seed) sample)
    {
        using MqBlockDecoder decoder = new();
        uint[] coefficients = new uint[sample.Width * sample.Height];
        decoder.Decode(
            new CodedBlock
            {
                Data = [.. segment, .. new byte[CodedBlock.Padding]],
                Segments = [new CodewordSegment(0, segment.Length, 3 * sample.Planes - 2)],
                Width = sample.Width,
                Height = sample.Height,
                BitPlanes = sample.Planes,
                RegionShift = sample.Region,
                Orientation = (BandOrientation)sample.Band,
                Styles = CodeBlockStyles.None,
            },
            coefficients);
        return coefficients;
    }
}
