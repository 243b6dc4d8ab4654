using System.Globalization;

namespace Dicom.Storage.Codecs.Tests;

/// <summary>What a decoder of others made of a frame: samples little endian, colour by pixel.</summary>
/// <param name="Columns">Pixels of a row.</param>
/// <param name="Rows">Rows.</param>
/// <param name="Components">Samples of a pixel.</param>
/// <param name="Bits">The precision that the codestream gives.</param>
/// <param name="IsSigned">Whether the codestream says that samples are signed, which only those of JPEG 2000 do.</param>
/// <param name="Samples">As many bytes each as <paramref name="Bits"/> need: 1, 2 or 4.</param>
internal sealed record OracleFrame(int Columns, int Rows, int Components, int Bits, bool IsSigned, byte[] Samples)
{
    /// <summary>Reads a line of the results, "LENGTH columns rows components bits signed", and the samples that belong to it. A decoder that refused the frame fails the test.</summary>
    public static OracleFrame Read(string result, byte[] samples)
    {
        Assert.False(result.StartsWith("error", StringComparison.Ordinal), result);
        int[] numbers = [.. result.Split(' ').Select(number => int.Parse(number, CultureInfo.InvariantCulture))];
        return new OracleFrame(numbers[1], numbers[2], numbers[3], numbers[4], numbers[5] != 0, samples);
    }

    /// <summary>Gets the samples as numbers, signed where the codestream says so.</summary>
    public int[] Values() => OracleSamples.Read(Samples, Bits <= 8 ? 1 : Bits <= 16 ? 2 : 4, IsSigned);
}
