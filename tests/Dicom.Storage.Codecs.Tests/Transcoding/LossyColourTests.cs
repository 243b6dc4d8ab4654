using System.IO.Compression;
using Dicom.Storage.DataSets;
using Dicom.Storage.Testing;

namespace Dicom.Storage.Codecs.Tests;

/// <summary>Colour of JPEG made RGB as DCMTK makes it, and JPEG made of colour as DCMTK and dciodvfy accept it.</summary>
public sealed class LossyColourTests
{
    // oracle-pixels.tsv: chrominance of full size within 2 and 3 more for the conversion; subsampled chrominance depends on the filter.
    private const double MaxMeanDifference = 2.0;

    // Frames of another size than the data set says: they are refused (hardening C5).
    private const string SmallerTiles = "jpeg/multiframe.dcm";

    public static TheoryData<string> Subjects =>
        SharedFiles.TryGet("dicom/oracle-pixels.tsv") is null
            ? [string.Empty]
            : [.. CorpusImage.In("jpeg").Select(row => row.Data).Where(path => path != SmallerTiles && File.Exists(OracleOf(path)) && IsYbr(path))];

    public static TheoryData<string> Colours => ["native/SC_rgb_small_odd.dcm", "native/examples_rgb_color.dcm", "native/ExplVR_BigEnd.dcm", "native/examples_palette.dcm"];

    [Theory]
    [MemberData(nameof(Subjects))]
    public async Task Colour_that_was_compressed_with_loss_becomes_rgb_as_a_tool_of_others_makes_it(string path)
    {
        using DicomFile file = DicomFile.Open(SharedFiles.Require("dicom/" + path));
        using DicomFile native = await Transcoded.ToAsync(file, DicomTransferSyntax.ExplicitVRLittleEndian);

        Assert.Equal("RGB", native.Dataset.GetString(DicomTag.PhotometricInterpretation));
        Assert.Equal("01", native.Dataset.GetString(DicomTag.LossyImageCompression));
        byte[] expected = Unzip(OracleOf(path));
        byte[] frame = DicomPixelData.Create(native.Dataset).GetFrame(0).ToArray();
        Assert.Equal(expected.Length, frame.Length);
        Assert.InRange(MeanDifference(expected, frame), 0, MaxMeanDifference);
    }

    // dcmdjpeg's +cg believes the codestream, as pydicom does; +cp, its default, and gdcmconv give false colours here.
    [Theory]
    [InlineData("jpeg/SC_rgb_jpeg_dcmtk.dcm", "RGB")] // JFIF
    [InlineData("jpeg/SC_rgb_dcmtk__eb_cr.dcm", "YBR_FULL_422")] // Adobe, no transform
    [InlineData("jpeg/SC_rgb_jpeg_app14_dcmd.dcm", "YBR_FULL")]
    [InlineData("jpeg/SC_rgb_jpeg_gdcm.dcm", "YBR_FULL")] // lossless, components R, G, B
    public async Task A_photometric_interpretation_that_the_codestream_contradicts_is_put_right(string path, string wrong)
    {
        Command.Require("dcmdjpeg", "dcmtk");
        using TemporaryDirectory directory = new();
        using DicomFile right = DicomFile.Open(SharedFiles.Require("dicom/" + path));
        string contradictory = directory["contradictory.dcm"];
        string decoded = directory["decoded.dcm"];
        right.Dataset.AddOrUpdate(DicomTag.PhotometricInterpretation, wrong);
        right.Save(contradictory);
        Command.RunChecked("dcmdjpeg", "+te", "+cg", contradictory, decoded);

        using DicomFile file = DicomFile.Open(contradictory);
        using DicomFile rgb = await Transcoded.ToAsync(file, DicomTransferSyntax.ExplicitVRLittleEndian, new TranscoderOptions { Color = TranscodeColor.Rgb });
        using DicomFile kept = await Transcoded.ToAsync(file, DicomTransferSyntax.JPEGLSLossless, new TranscoderOptions { Color = TranscodeColor.Keep });

        Assert.Equal("RGB", rgb.Dataset.GetString(DicomTag.PhotometricInterpretation));
        Assert.Equal(wrong == "RGB" ? "YBR_FULL" : "RGB", kept.Dataset.GetString(DicomTag.PhotometricInterpretation));
        using DicomFile oracle = DicomFile.Open(decoded);
        Assert.All(Transcoded.Pixels(oracle).Zip(Transcoded.Pixels(rgb)), pair => Assert.InRange(pair.First - pair.Second, -1, 1)); // rounding of the conversion
    }

    [Theory]
    [MemberData(nameof(Colours))]
    public async Task Colour_made_jpeg_is_what_dcmtk_decodes_and_dciodvfy_accepts(string path)
    {
        Command.Require("dcmdjpeg", "dcmtk");
        Command.Require("dciodvfy", "dicom3tools");
        string source = SharedFiles.Require("dicom/" + path);
        using TemporaryDirectory directory = new();
        string jpeg = directory["jpeg.dcm"];
        string decoded = directory["decoded.dcm"];
        await new Transcoder(new TranscoderOptions { Quality = 95 }).TranscodeAsync(source, jpeg, DicomTransferSyntax.JPEGBaseline8Bit, TestContext.Current.CancellationToken);
        Command.RunChecked("dcmdjpeg", "+te", jpeg, decoded);

        using DicomFile file = DicomFile.Open(jpeg);
        using DicomFile rgb = DicomFile.Open(decoded);
        using DicomFile original = DicomFile.Open(source);
        Assert.Equal("YBR_FULL_422", file.Dataset.GetString(DicomTag.PhotometricInterpretation));
        Assert.Equal("RGB", rgb.Dataset.GetString(DicomTag.PhotometricInterpretation));
        Assert.Equal("ISO_10918_1", file.Dataset.GetString(DicomTag.LossyImageCompressionMethod));
        if (original.Dataset.GetString(DicomTag.PhotometricInterpretation) == "RGB")
            Assert.InRange(MeanDifference(Transcoded.Pixels(original), Transcoded.Pixels(rgb)), 0, 6);
        string[] before = ErrorsIn(source);
        Assert.Equal([], ErrorsIn(jpeg).Except(before, StringComparer.Ordinal));
    }

    private static string[] ErrorsIn(string file) =>
        [.. Command.Run("dciodvfy", "-filename", file).Output.Replace(file, "FILE", StringComparison.Ordinal).Split('\n').Where(line => line.Contains("Error", StringComparison.Ordinal))];

    private static bool IsYbr(string path)
    {
        using DicomFile file = DicomFile.Open(SharedFiles.Require("dicom/" + path));
        return file.Dataset.GetValueOrDefault(DicomTag.PhotometricInterpretation, 0, string.Empty).StartsWith("YBR", StringComparison.Ordinal);
    }

    private static string OracleOf(string path) =>
        Path.Combine(SharedFiles.Require("dicom/oracle-lossy"), Path.ChangeExtension(path, null).Replace("/", "__", StringComparison.Ordinal) + ".dcmdjpeg.f0.raw.gz");

    private static byte[] Unzip(string path)
    {
        using GZipStream stream = new(File.OpenRead(path), CompressionMode.Decompress);
        using MemoryStream bytes = new();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static double MeanDifference(byte[] expected, byte[] found)
    {
        long total = 0;
        for (int i = 0; i < expected.Length; i++)
            total += Math.Abs(expected[i] - found[i]);
        return (double)total / expected.Length;
    }
}
