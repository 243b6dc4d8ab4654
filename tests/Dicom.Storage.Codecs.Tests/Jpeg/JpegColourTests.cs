namespace Dicom.Storage.Codecs.Tests;

/// <summary>What the components of a codestream are: markers go before the names of components, those before what the data set declares.</summary>
public sealed class JpegColourTests
{
    [Theory]
    [InlineData(-1, false, "123", Photometric.Rgb, Photometric.Rgb)] // nothing in the codestream tells
    [InlineData(-1, false, "123", Photometric.YbrFull, Photometric.YbrFull)]
    [InlineData(-1, false, "RGB", Photometric.YbrFull, Photometric.Rgb)]
    [InlineData(0, false, "123", Photometric.YbrFull, Photometric.Rgb)] // Adobe (T.872 6.5.3): 0 for none, 1 for YCbCr
    [InlineData(1, false, "123", Photometric.Rgb, Photometric.YbrFull)]
    [InlineData(1, false, "123", Photometric.YbrFull422, Photometric.YbrFull422)]
    [InlineData(1, false, "RGB", Photometric.Rgb, Photometric.YbrFull)]
    [InlineData(-1, true, "123", Photometric.Rgb, Photometric.YbrFull)]
    [InlineData(0, true, "RGB", Photometric.Rgb, Photometric.YbrFull)] // JFIF has one colour only
    internal void Markers_go_before_names_and_names_before_the_data_set(int adobe, bool isJfif, string names, Photometric declared, Photometric colour)
    {
        byte[] frame = JpegStream.Frame(marker: 0xC0, precision: 8, columns: 8, rows: 1, components: 3);
        for (int i = 0; i < 3; i++)
            frame[10 + (3 * i)] = (byte)(char.IsDigit(names[i]) ? names[i] - '0' : names[i]);
        byte[] codestream = JpegStream.Of(
            isJfif ? JpegStream.Segment(0xE0, [.. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 0, 0]) : [],
            adobe >= 0 ? JpegStream.Segment(0xEE, [.. "Adobe"u8, 0, 100, 0, 0, 0, 0, (byte)adobe]) : [],
            frame);

        Assert.Equal(colour, JpegColour.Of(codestream, declared));
    }
}
