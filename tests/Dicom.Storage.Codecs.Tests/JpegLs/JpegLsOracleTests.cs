using Dicom.Storage.DataSets;
using Dicom.Storage.Testing;

namespace Dicom.Storage.Codecs.Tests;

/// <summary>What the encoder writes, decoded by independent tools.</summary>
public sealed class JpegLsOracleTests
{
    /// <summary>GDCM 3.0 refuses JPEG-LS colour of 16 bits, that of DCMTK too.</summary>
    private const string WideColour = "native/SC_rgb_16bit_2frame.dcm";

    /// <summary>Grey of 8, 12 and 16 bits, signed and not; colour, palettes, and several frames.</summary>
    private static readonly string[] s_images =
    [
        "native/wg04_CT1_UNC.dcm", "native/wg04_VL1_UNC.dcm", "native/MR_small.dcm", "native/emri_small.dcm", WideColour,
        "native/SC_rgb_small_odd.dcm", "native/syn_signed8_CT.dcm", "native/syn_highbit15_stored12_MR.dcm", "native/dx_image.dcm", "native/examples_overlay.dcm",
        "jpegls/wg04_RG3_JLSN.dcm", "jpegls/jpeg-ls-Palette.dcm", "jpegls/sm_image_jpegls.dcm",
    ];

    public static TheoryData<string, string, int> Cases
    {
        get
        {
            TheoryData<string, string, int> cases = [];
            foreach (string image in s_images.Where(image => SharedFiles.TryGet("dicom/" + image) is not null))
            {
                foreach (string tool in new[] { "dcmdjpls", "gdcmconv" }.Where(tool => tool != "gdcmconv" || image != WideColour))
                {
                    cases.Add(image, tool, 0);
                    cases.Add(image, tool, 3);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_tool_decodes_the_same_pixels_as_our_decoder(string path, string tool, int near)
    {
        Command.Require(tool, tool == "dcmdjpls" ? "dcmtk" : "libgdcm-tools");
        using TemporaryDirectory folder = new();
        string coded = folder["coded.dcm"];
        string decoded = folder["decoded.dcm"];
        using DicomFile original = DicomFile.Open(SharedFiles.Require("dicom/" + path));
        using DicomFile native = await Transcoded.ToAsync(original, DicomTransferSyntax.ExplicitVRLittleEndian);
        using DicomFile file = await Transcoded.ToAsync(
            native,
            near == 0 ? DicomTransferSyntax.JPEGLSLossless : DicomTransferSyntax.JPEGLSNearLossless,
            new TranscoderOptions { NearLossless = near });
        file.Save(coded);
        using DicomFile ours = await Transcoded.ToAsync(file, DicomTransferSyntax.ExplicitVRLittleEndian);

        Command.RunChecked(tool, tool == "dcmdjpls" ? [coded, decoded] : ["--raw", coded, decoded]);

        using DicomFile theirs = DicomFile.Open(decoded);
        Assert.Equal(CorpusImage.Digest(Transcoded.Pixels(ours)), CorpusImage.Digest(Transcoded.Pixels(theirs)));
        if (near == 0)
            Assert.Equal(CorpusImage.Digest(Transcoded.Pixels(native)), CorpusImage.Digest(Transcoded.Pixels(theirs)));
    }
}
