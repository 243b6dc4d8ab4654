namespace Dicom.Storage.Codecs.Tests;

/// <summary>What the components of a codestream are, by the rules of the Independent JPEG Group's decoder (default_decompress_parms), which DCMTK and GDCM use.</summary>
public sealed class JpegColourTests
{
    private const byte Baseline = 0xC0;
    private const byte Lossless = 0xC3;

    [Theory]
    [InlineData(-1, false, Baseline, "123", false, JpegColourModel.YCbCr)]
    [InlineData(-1, false, Baseline, "123", true, JpegColourModel.YCbCr)]
    [InlineData(-1, false, Baseline, "RGB", false, JpegColourModel.Rgb)]
    [InlineData(-1, false, Lossless, "123", true, JpegColourModel.Rgb)] // nothing in the codestream tells, so the data set does
    [InlineData(-1, false, Lossless, "123", false, JpegColourModel.YCbCr)]
    [InlineData(0, false, Baseline, "123", false, JpegColourModel.Rgb)]
    [InlineData(1, false, Baseline, "123", true, JpegColourModel.YCbCr)]
    [InlineData(1, false, Baseline, "RGB", true, JpegColourModel.YCbCr)] // the marker says more than the letters
    [InlineData(2, false, Baseline, "123", true, JpegColourModel.YCbCr)] // none that Adobe has for three components
    [InlineData(0, true, Baseline, "123", true, JpegColourModel.YCbCr)] // JFIF goes before Adobe
    internal void Markers_go_before_names_and_names_before_the_data_set(int adobe, bool isJfif, byte process, string names, bool isDeclaredRgb, JpegColourModel colour)
    {
        byte[] frame = JpegStream.Frame(process, precision: 8, columns: 8, rows: 1, components: 3);
        for (int i = 0; i < 3; i++)
            frame[10 + (3 * i)] = (byte)(char.IsDigit(names[i]) ? names[i] - '0' : names[i]);
        byte[] codestream = JpegStream.Of(
            isJfif ? JpegStream.Segment(0xE0, [.. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 0, 0]) : [],
            adobe >= 0 ? JpegStream.Segment(0xEE, [.. "Adobe"u8, 0, 100, 0, 0, 0, 0, (byte)adobe]) : [],
            frame);

        Assert.Equal(colour, JpegColour.Of(codestream, isDeclaredRgb));
    }
}
