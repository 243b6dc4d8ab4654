namespace Dicom.Storage.Codecs.Tests;

/// <summary>The formulas of PS3.3 C.7.6.3.1.2, computed here in floating point.</summary>
public sealed class YbrConversionConformanceTests
{
    [Fact]
    public void Luminance_and_chrominance_become_the_colours_that_the_standard_gives()
    {
        byte[] pixels = AllColours();
        byte[] expected = Convert(pixels, static (y, cb, cr) => (y + (1.402 * (cr - 128)), y - (0.344136 * (cb - 128)) - (0.714136 * (cr - 128)), y + (1.772 * (cb - 128))));

        YbrConversion.ToRgb(pixels);

        AssertWithin(expected, pixels);
    }

    [Fact]
    public void Colours_become_luminance_and_chrominance_as_the_standard_gives_them()
    {
        byte[] pixels = AllColours();
        byte[] expected = Convert(pixels, static (r, g, b) => (
            (0.2990 * r) + (0.5870 * g) + (0.1140 * b),
            (-0.1687 * r) - (0.3313 * g) + (0.5000 * b) + 128,
            (0.5000 * r) - (0.4187 * g) - (0.0813 * b) + 128));

        YbrConversion.FromRgb(pixels);

        AssertWithin(expected, pixels);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(33)]
    public void Every_number_of_pixels_is_converted_the_same_and_nothing_beyond(int count)
    {
        byte[] all = AllColours();
        byte[] some = [.. all[..(count * 3)], 0xA5, 0xA5];
        YbrConversion.ToRgb(all);
        YbrConversion.ToRgb(some.AsSpan(0, count * 3));

        Assert.Equal([.. all[..(count * 3)], 0xA5, 0xA5], some);
    }

    [Fact]
    public void Grey_stays_grey()
    {
        byte[] pixels = [.. Enumerable.Range(0, 256).SelectMany(static grey => new byte[] { (byte)grey, 128, 128 })];

        YbrConversion.ToRgb(pixels);

        Assert.Equal([.. Enumerable.Range(0, 256).SelectMany(static grey => new[] { (byte)grey, (byte)grey, (byte)grey })], pixels);
    }

    [Fact]
    public void Two_pixels_that_share_their_chrominance_each_get_it()
    {
        byte[] pixels = new byte[12];
        YbrConversion.Widen422([10, 20, 1, 2, 30, 40, 3, 4], pixels);

        Assert.Equal([10, 1, 2, 20, 1, 2, 30, 3, 4, 40, 3, 4], pixels);
    }

    // Every fifth value of each component, the corners of the cube too.
    private static byte[] AllColours() =>
    [
        .. from first in Enumerable.Range(0, 52)
           from second in Enumerable.Range(0, 52)
           from third in Enumerable.Range(0, 52)
           from value in new[] { first, second, third }
           select (byte)(value * 5),
    ];

    private static byte[] Convert(byte[] pixels, Func<double, double, double, (double A, double B, double C)> formula) =>
    [
        .. pixels.Chunk(3).SelectMany(pixel =>
        {
            (double a, double b, double c) = formula(pixel[0], pixel[1], pixel[2]);
            return new[] { Round(a), Round(b), Round(c) };
        }),
    ];

    private static byte Round(double value) => (byte)Math.Clamp(Math.Floor(value + 0.5), 0, 255);

    // A value that lies half-way between two may go to either.
    private static void AssertWithin(byte[] expected, byte[] found)
    {
        int differ = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.InRange(Math.Abs(expected[i] - found[i]), 0, 1);
            differ += expected[i] == found[i] ? 0 : 1;
        }

        Assert.InRange(differ, 0, expected.Length / 500);
    }
}
