using System.Globalization;
using Dicom.Storage.DataSets;
using Dicom.Storage.Testing;

namespace Dicom.Storage.Codecs.Tests;

/// <summary>Codestreams of DCMTK's encoder, of every process, predictor and sampling that it has, against what DCMTK decodes them to.</summary>
public sealed class JpegOracleTests
{
    private static readonly TranscoderOptions s_exact = new() { Color = TranscodeColor.Keep };

    // Signed words of 16 bits, ten frames of 12 bits, colour, and a picture smaller than a block.
    private static readonly string[] s_images = ["native/wg04_CT1_UNC.dcm", "native/emri_small.dcm", "native/wg04_VL1_UNC.dcm", "native/SC_rgb_small_odd.dcm"];

    public static TheoryData<string, int> Predictors =>
        [.. from image in s_images from predictor in Enumerable.Range(1, 7) select new TheoryDataRow<string, int>(image, predictor)];

    public static TheoryData<string, string> Lossy =>
    [
        .. from process in new[] { "+eb", "+ee", "+es", "+ep" }
           from options in new[] { "+s4 +q 90", "+s2 +q 75", "+n2 +q 40", "+n1 +q 90", "+np +q 5", "+cr +q 90", "-ho +s2 +q 90" }
           select new TheoryDataRow<string, string>("native/wg04_VL1_UNC.dcm", $"{process} {options}"),
        .. from process in new[] { "+ee", "+es", "+ep" }
           from quality in new[] { 3, 60, 100 }
           select new TheoryDataRow<string, string>("native/emri_small.dcm", $"{process} +bt +q {quality}"),
        .. from process in new[] { "+eb", "+ee", "+es", "+ep" }
           select new TheoryDataRow<string, string>("native/SC_rgb_small_odd.dcm", $"{process} +np"),
    ];

    [Theory]
    [MemberData(nameof(Predictors))]
    public async Task Each_predictor_gives_the_pixels_back_that_were_encoded_with_it(string path, int predictor)
    {
        string source = SharedFiles.Require("dicom/" + path);
        using DicomFile native = DicomFile.Open(source);

        (byte[] ours, _) = await DecodeBothAsync(source, "+el", "+sv", predictor.ToString(CultureInfo.InvariantCulture));

        Assert.True(Transcoded.Pixels(native).AsSpan().SequenceEqual(ours));
    }

    [Theory]
    [InlineData("native/emri_small.dcm", 1, 1)]
    [InlineData("native/emri_small.dcm", 3, 4)]
    [InlineData("native/emri_small.dcm", 7, 10)]
    [InlineData("native/SC_rgb_small_odd.dcm", 5, 2)]
    [InlineData("native/SC_rgb_small_odd.dcm", 6, 6)]
    [InlineData("native/wg04_CT1_UNC.dcm", 4, 3)]
    public async Task A_point_transform_gives_what_the_tool_gives(string path, int predictor, int transform)
    {
        (byte[] ours, byte[] theirs) = await DecodeBothAsync(
            SharedFiles.Require("dicom/" + path), "+el", "+sv", predictor.ToString(CultureInfo.InvariantCulture), "+pt", transform.ToString(CultureInfo.InvariantCulture));

        Assert.True(theirs.AsSpan().SequenceEqual(ours));
    }

    // To the bit: the integer transform and the filter of chrominance are those of the Independent JPEG Group.
    [Theory]
    [MemberData(nameof(Lossy))]
    public async Task Each_lossy_process_gives_what_the_tool_gives(string path, string options)
    {
        (byte[] ours, byte[] theirs) = await DecodeBothAsync(SharedFiles.Require("dicom/" + path), options.Split(' '));

        Assert.True(theirs.AsSpan().SequenceEqual(ours));
    }

    private static async Task<(byte[] Ours, byte[] Theirs)> DecodeBothAsync(string source, params string[] options)
    {
        Command.Require("dcmcjpeg", "dcmtk");
        using TemporaryDirectory folder = new();
        Command.RunChecked("dcmcjpeg", [.. options, source, folder["coded.dcm"]]);
        Command.RunChecked("dcmdjpeg", "+cn", folder["coded.dcm"], folder["decoded.dcm"]);
        using DicomFile coded = DicomFile.Open(folder["coded.dcm"]);
        using DicomFile ours = await Transcoded.ToAsync(coded, DicomTransferSyntax.ExplicitVRLittleEndian, s_exact);
        using DicomFile theirs = DicomFile.Open(folder["decoded.dcm"]);
        return (Transcoded.Pixels(ours), Transcoded.Pixels(theirs));
    }
}
