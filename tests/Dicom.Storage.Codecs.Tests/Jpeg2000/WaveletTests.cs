using CsCheck;

namespace Dicom.Storage.Codecs.Tests;

public sealed class WaveletTests
{
    // Origins of either parity, lines of one sample, sizes around those of vectors and strips.
    private static readonly Gen<(Bounds Tile, int Levels, int Seed)> s_tiles =
        from x in Gen.Int[0, 5]
        from y in Gen.Int[0, 5]
        from width in Gen.Int[1, 70]
        from height in Gen.Int[1, 70]
        from levels in Gen.Int[0, 6]
        from seed in Gen.Int
        select (new Bounds(x, y, x + width, y + height), levels, seed);

    // T.800 F.3.8.2.1, by hand: low 1 2 3, high 4 5 6 at places 0 to 5.
    // even: x0 = 1 - (4+4+2>>2) = -1, x2 = 2 - (4+5+2>>2) = 0, x4 = 3 - (5+6+2>>2) = 0;
    // odd: x1 = 4 + (-1+0>>1) = 3, x3 = 5 + (0+0>>1) = 5, x5 = 6 + (0+0>>1) = 6.
    [Fact]
    public void A_line_of_six_is_put_together_as_the_standard_says()
    {
        int[] line = [1, 2, 3, 4, 5, 6];
        Bounds[] resolutions = [new(0, 0, 3, 1), new(0, 0, 6, 1)];

        PlaneWavelet.Inverse53(line, 6, resolutions);

        Assert.Equal([-1, 3, 0, 5, 0, 6], line);
    }

    // The same from place 1: low-pass at 2, 4, 6, high-pass at 1, 3, 5.
    // x2 = 1 - (4+5+2>>2) = -1, x4 = 2 - (5+6+2>>2) = -1, x6 = 3 - (6+6+2>>2) = 0;
    // x1 = 4 + (-1-1>>1) = 3, x3 = 5 + (-1-1>>1) = 4, x5 = 6 + (-1+0>>1) = 5.
    [Fact]
    public void A_line_that_begins_at_an_odd_place_is_put_together_as_the_standard_says()
    {
        int[] line = [1, 2, 3, 4, 5, 6];
        Bounds[] resolutions = [new(1, 0, 4, 1), new(1, 0, 7, 1)];

        PlaneWavelet.Inverse53(line, 6, resolutions);

        Assert.Equal([3, -1, 4, -1, 5, 0], line);
    }

    [Fact]
    public void The_reversible_transform_gives_every_tile_back() => s_tiles.Sample(static sample =>
    {
        int[] original = Noise(sample.Tile, sample.Seed);
        int[] data = [.. original];
        PlaneWavelet.Forward53(data, sample.Tile.Width, Resolutions(sample.Tile, sample.Levels));
        PlaneWavelet.Inverse53(data, sample.Tile.Width, Resolutions(sample.Tile, sample.Levels));
        return data.AsSpan().SequenceEqual(original);
    });

    [Fact]
    public void Rows_give_what_single_lines_give() => s_tiles.Sample(static sample =>
    {
        Bounds[] resolutions = Resolutions(sample.Tile, sample.Levels);
        int width = sample.Tile.Width;
        int[] noise = Noise(sample.Tile, sample.Seed);
        int[] forward = [.. noise];
        int[] forwardScalar = [.. noise];
        int[] inverse = [.. noise];
        int[] inverseScalar = [.. noise];
        float[] real = [.. noise.Select(v => (float)v)];
        float[] realScalar = [.. real];
        PlaneWavelet.Forward53(forward, width, resolutions);
        ScalarWavelet.Forward53(forwardScalar, width, resolutions);
        PlaneWavelet.Inverse53(inverse, width, resolutions);
        ScalarWavelet.Inverse53(inverseScalar, width, resolutions);
        PlaneWavelet.Inverse97(real, width, resolutions);
        ScalarWavelet.Inverse97(realScalar, width, resolutions);
        return forward.AsSpan().SequenceEqual(forwardScalar) && inverse.AsSpan().SequenceEqual(inverseScalar)
            && real.Zip(realScalar, (a, b) => Math.Abs(a - b)).Max() < 0.1;
    });

    private static Bounds[] Resolutions(Bounds tile, int levels) => [.. Enumerable.Range(0, levels + 1).Select(r => tile.Halve(levels - r))];

    private static int[] Noise(Bounds tile, int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, (int)tile.Area).Select(_ => random.Next(-5000, 5000))];
    }
}
