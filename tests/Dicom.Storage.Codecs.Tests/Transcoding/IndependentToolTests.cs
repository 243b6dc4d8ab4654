using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Dicom.Storage.DataSets;
using Dicom.Storage.Testing;

namespace Dicom.Storage.Codecs.Tests;

/// <summary>What the transcoder writes, read and judged by programs of others: DCMTK, GDCM, dciodvfy.</summary>
public sealed partial class IndependentToolTests
{
    private const long MaxFileBytes = 150_000;
    private const int Aborted = 128 + 6; // SIGABRT

    private static readonly TranscoderOptions s_exact = new() { Color = TranscodeColor.Keep, Verify = false };

    private static readonly Transcoder s_unverified = new(new TranscoderOptions { Verify = false });

    // A sequence written as UN stays implicit little endian in any transfer syntax (PS3.5 6.2.2); dciodvfy reads it as big endian.
    private const string SequenceOfUnknownVR = "native/GH177_D_CLUNIE_CT1_IVRLE_BigEndian_ELE_undefinded_length.dcm";

    // Files that the tool itself cannot read back from its own output either, or reads as something else.
    private static readonly HashSet<string> s_beyondTheTools = new(StringComparer.Ordinal)
    {
        "native/parametric_map_float.dcm", // floating-point numbers have no frames to encode
        "native/parametric_map_double_float.dcm",
    };

    // Colour of 16 bits and this SOP class are more than GDCM can; opj_decompress is asked about such frames elsewhere.
    private static readonly HashSet<string> s_beyondGdcm = new(StringComparer.Ordinal)
    {
        "native/SC_rgb_16bit_2frame.dcm",
        "rle/SC_rgb_rle_16bit_2frame.dcm",
        "native/seg_image_sm_control_labelmap.dcm",
    };

    // Samples of 32 bits that are not compressed: it says nothing of the object then.
    private static readonly HashSet<string> s_dciodvfyAborts = new(StringComparer.Ordinal) { "native/rtdose.dcm", "native/syn_signed32_MR.dcm" };

    // It takes Pixel Data of these for native, as it does not know them.
    private static readonly HashSet<string> s_youngerThanDciodvfy = new(StringComparer.Ordinal)
    {
        "EncapsulatedUncompressedExplicitVRLittleEndian", "DeflatedImageFrameCompression", "HTJ2KLossless", "HTJ2KLosslessRPCL",
    };

    public static TheoryData<string> Files =>
        SharedFiles.TryGet("dicom/oracle-pixels.tsv") is null ? [string.Empty] : [.. new[] { "native", "rle", "jpeg", "jpegls", "jpeg2000", "htj2k" }.SelectMany(Small)];

    // What is said of a loss follows from the data set, not from how it came; ultrasound in luminance and chrominance comes compressed.
    public static TheoryData<string> ForLoss =>
        SharedFiles.TryGet("dicom/oracle-pixels.tsv") is null ? [string.Empty] : [.. Small("native"), "rle/YBR_FULL-RLE.dcm", "jpeg/examples_ybr_color.dcm"];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_frame_that_was_encoded_decodes_to_its_pixels_in_a_tool_of_others(string path)
    {
        Command.Require("dcmdrle", "dcmtk");
        Command.Require("gdcmconv", "libgdcm-tools");
        using TemporaryDirectory directory = new();
        using DicomFile file = DicomFile.Open(SharedFiles.Require("dicom/" + path));
        using DicomFile native = await Transcoded.ToAsync(file, DicomTransferSyntax.ExplicitVRLittleEndian, s_exact);
        byte[] expected = Transcoded.Pixels(native);
        bool isHalved = DicomPixelData.Create(native.Dataset).PhotometricInterpretation == "YBR_FULL_422";
        foreach (DicomTransferSyntax syntax in Transcoded.LosslessSyntaxes)
        {
            string encoded = directory["encoded.dcm"];
            string decoded = directory["decoded.dcm"];
            if (syntax == file.Dataset.TransferSyntax || ToolFor(syntax, file, encoded, decoded) is not { } tool || (tool[0] == "gdcmconv" && s_beyondGdcm.Contains(path)))
                continue;

            await new Transcoder(s_exact).TranscodeAsync(SharedFiles.Require("dicom/" + path), encoded, syntax, TestContext.Current.CancellationToken);
            Command.RunChecked(tool[0], tool[1..]);
            using DicomFile back = DicomFile.Open(decoded);
            byte[] pixels = Transcoded.Pixels(back);
            byte[] wanted = isHalved && !SyntaxTraits.IsUncompressed(syntax) ? Transcoded.Widened(expected) : expected;
            Assert.True(Signed(wanted, native).AsSpan().SequenceEqual(Signed(pixels, native)), $"{path} in {syntax}, decoded by {tool[0]}");
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Dciodvfy_finds_no_error_in_the_output_that_it_did_not_find_in_the_input(string path)
    {
        Command.Require("dciodvfy", "dicom3tools");
        string source = SharedFiles.Require("dicom/" + path);
        using TemporaryDirectory directory = new();
        string output = directory["output.dcm"];
        // Of a deflated file it reads the deflated bytes as elements: then the input is what it is when inflated.
        using (DicomFile file = DicomFile.Open(source))
        {
            if (file.Dataset.TransferSyntax.IsDeflated)
            {
                using DicomFile inflated = await Transcoded.ToAsync(file, DicomTransferSyntax.ExplicitVRLittleEndian);
                source = directory["inflated.dcm"];
                inflated.Save(source);
            }
        }

        if (s_dciodvfyAborts.Contains(path))
        {
            Assert.Equal(Aborted, Command.Run("dciodvfy", source).Status);
            return;
        }

        HashSet<string> before = ErrorsIn(source);
        foreach (DicomTransferSyntax syntax in Transcoded.LosslessSyntaxes.Where(syntax => !syntax.IsDeflated))
        {
            if ((syntax.IsBigEndian && path == SequenceOfUnknownVR) || !Transcoded.CanHold(syntax, source))
                continue;
            await s_unverified.TranscodeAsync(source, output, syntax, TestContext.Current.CancellationToken);
            if (s_youngerThanDciodvfy.Contains(syntax.Keyword))
                Relabel(output, SyntaxTraits.IsJpeg2000(syntax) ? DicomTransferSyntax.JPEG2000Lossless : DicomTransferSyntax.RLELossless);
            string[] more = [.. ErrorsIn(output).Except(before)];
            Assert.True(more.Length == 0, $"{syntax}: {string.Join("; ", more)}");
        }
    }

    [Theory]
    [MemberData(nameof(ForLoss))]
    public async Task Dciodvfy_finds_no_error_in_what_was_made_with_loss_that_it_did_not_find_before(string path)
    {
        Command.Require("dciodvfy", "dicom3tools");
        string source = SharedFiles.Require("dicom/" + path);
        using TemporaryDirectory directory = new();
        string output = directory["output.dcm"];
        using (DicomFile file = DicomFile.Open(source))
        {
            if (file.Dataset.TransferSyntax.IsDeflated)
                return; // it cannot read the input
        }

        HashSet<string> before = ErrorsIn(source);
        foreach (DicomTransferSyntax syntax in (DicomTransferSyntax[])[DicomTransferSyntax.JPEGBaseline8Bit, DicomTransferSyntax.JPEGLSNearLossless])
        {
            try
            {
                await s_unverified.TranscodeAsync(source, output, syntax, TestContext.Current.CancellationToken);
            }
            catch (TranscodeException exception) when (exception.Failure is TranscodeFailure.UnsupportedTarget or TranscodeFailure.InvalidImage)
            {
                continue; // more bits than it has, floating-point numbers
            }

            string[] more = [.. ErrorsIn(output).Except(before).Where(static error => !IsOfTheObject(error))];
            Assert.True(more.Length == 0, $"{syntax}: {string.Join("; ", more)}");
        }
    }

    // A UID that is wrong in the input is referred to as it is. And an enhanced MR image says how it was acquired, which the tool wants of an original only;
    // it says the same of what dcmcjpls +en makes.
    private static bool IsOfTheObject(string error) =>
        error.Contains("Illegal root for UID", StringComparison.Ordinal)
        || error.Contains("Value invalid for this VR - (0x0008,0x1155)", StringComparison.Ordinal)
        || error.Contains("Module=<MRPulseSequence>", StringComparison.Ordinal)
        || error.Contains("Module=<BulkMotionSynchronization>", StringComparison.Ordinal);

    // DCMTK leaves the bits above Bits Stored of signed samples 0; they say nothing.
    private static byte[] Signed(byte[] samples, DicomFile file)
    {
        DicomPixelData pixels = DicomPixelData.Create(file.Dataset);
        if (!pixels.IsSigned || pixels.BitsAllocated != 16)
            return samples;

        short[] words = MemoryMarshal.Cast<byte, short>(samples).ToArray();
        int unused = 16 - pixels.BitsStored;
        return [.. MemoryMarshal.AsBytes(words.Select(word => (short)((short)(word << unused) >> unused)).ToArray().AsSpan())];
    }

    /// <summary>What decodes a transfer syntax, and does so rightly; null for none.</summary>
    private static string[]? ToolFor(DicomTransferSyntax syntax, DicomFile file, string from, string to)
    {
        ushort allocated = DicomPixelData.Create(file.Dataset).BitsAllocated;
        bool isBits = allocated == 1;
        return syntax.Keyword switch
        {
            "ImplicitVRLittleEndian" or "DeflatedExplicitVRLittleEndian" or "ExplicitVRBigEndian" => ["dcmconv", "+te", from, to],
            "RLELossless" when !isBits => ["dcmdrle", "+te", from, to],
            "JPEGLosslessSV1" or "JPEGLossless" when !isBits && allocated <= 16 => ["dcmdjpeg", "+te", "+cn", from, to],
            "JPEGLSLossless" when !isBits && allocated <= 16 => ["dcmdjpls", "+te", from, to],
            "JPEG2000Lossless" when !isBits && allocated <= 16 => ["gdcmconv", "--raw", from, to],
            _ => null,
        };
    }

    // It looks at attributes, not into frames: so they are judged under the name of an encapsulated syntax that it knows.
    private static void Relabel(string path, DicomTransferSyntax known)
    {
        using DicomFile file = DicomFile.Open(path);
        file.Dataset.TransferSyntax = known;
        file.Save(path);
    }

    private static HashSet<string> ErrorsIn(string file) =>
    [
        .. Command.Run("dciodvfy", "-filename", file).Output.Replace(file, "FILE", StringComparison.Ordinal).Split('\n').Where(line => ErrorWord().IsMatch(line)),
    ];

    private static IEnumerable<string> Small(string folder) => CorpusImage.In(folder).Select(row => row.Data)
        .Where(path => !s_beyondTheTools.Contains(path) && new FileInfo(SharedFiles.Require("dicom/" + path)).Length <= MaxFileBytes && IsDecodable(path));

    private static bool IsDecodable(string path)
    {
        using DicomFile file = DicomFile.Open(SharedFiles.Require("dicom/" + path));
        return new Transcoder().CanDecode(file.Dataset.TransferSyntax);
    }

    [GeneratedRegex("(^|[^A-Za-z])Error")]
    private static partial Regex ErrorWord();
}
