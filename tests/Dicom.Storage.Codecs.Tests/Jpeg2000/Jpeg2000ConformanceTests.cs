using System.Globalization;
using System.Text.RegularExpressions;
using Dicom.Storage.Testing;

namespace Dicom.Storage.Codecs.Tests;

/// <summary>The codestreams of T.803 against its references of class 1: peak error and mean square error of each component (tables C.6, C.7).</summary>
public sealed partial class Jpeg2000ConformanceTests
{
    public static TheoryData<string> Streams => SharedFiles.TryGet("codec-conformance/manifest.tsv") is null
        ? [string.Empty]
        : [.. Rows().Where(row => row["tolerance"].StartsWith("T.803", StringComparison.Ordinal)).Select(row => row["file"])];

    [Theory]
    [MemberData(nameof(Streams))]
    public void A_codestream_is_within_the_bounds_of_its_reference(string file)
    {
        byte[] codestream = File.ReadAllBytes(SharedFiles.Require("codec-conformance/" + file));
        IReadOnlyDictionary<string, string> row = Rows().Single(r => r["file"] == file);
        Match bounds = Bounds().Match(row["tolerance"]);
        double[] peaks = Numbers(bounds.Groups["peak"].Value);
        double[] errors = Numbers(bounds.Groups["mse"].Value);
        string[] references = row["references"].Split(';');

        int[][] planes = PlanarSink.Decode(codestream);

        for (int i = 0; i < references.Length; i++)
        {
            PgxImage reference = PgxImage.Read(SharedFiles.Require("codec-conformance/" + references[i]));
            Assert.Equal(reference.Samples.Length, planes[i].Length);
            double[] differences = [.. planes[i].Zip(reference.Samples, (a, b) => Math.Abs((double)a - b))];
            Assert.InRange(differences.Max(), 0, peaks[Math.Min(i, peaks.Length - 1)]);
            Assert.InRange(differences.Average(d => d * d), 0, errors[Math.Min(i, errors.Length - 1)]);
        }
    }

    /// <summary>Its reference is a picture brought to another colour space: only the size and that all is decoded can be said.</summary>
    [Fact]
    public void A_JP2_file_is_decoded_out_of_its_boxes()
    {
        int[][] planes = PlanarSink.Decode(File.ReadAllBytes(SharedFiles.Require("codec-conformance/jpeg2000/file6.jp2")));

        Assert.All(planes.SelectMany(plane => plane), sample => Assert.InRange(sample, 0, 4095));
        Assert.True(planes[0].Distinct().Count() > 100);
    }

    private static IReadOnlyList<IReadOnlyDictionary<string, string>> Rows() => [.. SharedFiles.ReadTable("codec-conformance/manifest.tsv")];

    private static double[] Numbers(string list) => [.. list.Split(':').Select(n => double.Parse(n, CultureInfo.InvariantCulture))];

    [GeneratedRegex(@"peak (?<peak>[\d.:]+) mse (?<mse>[\d.:]+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Bounds();
}
