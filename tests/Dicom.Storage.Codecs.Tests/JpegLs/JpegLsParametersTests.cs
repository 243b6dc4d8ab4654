using Dicom.Storage.DataSets;
using Dicom.Storage.Testing;

namespace Dicom.Storage.Codecs.Tests;

/// <summary>Codestreams with thresholds, reset values, interleave modes and colour transforms that our encoder does not write.</summary>
public sealed class JpegLsParametersTests
{
    private static readonly TranscoderOptions s_exact = new() { Color = TranscodeColor.Keep };

    public static TheoryData<string, string> Cases =>
    [
        .. from image in new[] { "native/wg04_CT1_UNC.dcm", "native/emri_small.dcm", "native/wg04_VL1_UNC.dcm" }
           from options in new[] { "+el +t1 5 +t2 9 +t3 30 +rs 31 +il", "+el +t1 4 +t2 8 +t3 22 +is", "+el +rs 255 +in", "+el +pc", "+en +md 1 +t1 4 +t2 12 +t3 40 +is", "+en +md 7 +rs 100 +il", "+en +md 20 +in" }
           select new TheoryDataRow<string, string>(image, options),
    ];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task What_dcmcjpls_writes_decodes_to_what_it_was_or_to_what_dcmdjpls_gives(string path, string options)
    {
        Command.Require("dcmcjpls", "dcmtk");
        using TemporaryDirectory folder = new();
        string source = SharedFiles.Require("dicom/" + path);
        // It does not encode signed samples with loss.
        if (Command.Run("dcmcjpls", [.. options.Split(' '), source, folder["coded.dcm"]]).Status != 0)
        {
            Assert.Equal(("native/wg04_CT1_UNC.dcm", "+en"), (path, options[..3]));
            return;
        }

        using DicomFile coded = DicomFile.Open(folder["coded.dcm"]);
        using DicomFile ours = await Transcoded.ToAsync(coded, DicomTransferSyntax.ExplicitVRLittleEndian, s_exact);
        bool isLossless = options.StartsWith("+el", StringComparison.Ordinal);
        if (!isLossless)
            Command.RunChecked("dcmdjpls", folder["coded.dcm"], folder["decoded.dcm"]);
        using DicomFile expected = DicomFile.Open(isLossless ? source : folder["decoded.dcm"]);

        Assert.True(Transcoded.Pixels(expected).AsSpan().SequenceEqual(Transcoded.Pixels(ours)));
    }

    // HP1: R-G, G, B-G. HP2: R-G, G, B-(R+G)/2. HP3: G+((B-G)+(R-G))/4, B-G, R-G. Each modulo the range, differences around its half.
    [Theory]
    [InlineData(1, 8)]
    [InlineData(1, 16)]
    [InlineData(2, 8)]
    [InlineData(2, 16)]
    [InlineData(3, 8)]
    [InlineData(3, 16)]
    public void A_colour_transform_of_hewlett_packard_is_undone(int transform, int bits)
    {
        FrameInfo frame = new(23, 9, 3, bits, bits, isSigned: false);
        int[] picture = [.. Enumerable.Range(0, (int)frame.SampleCount).Select(i => i * i * 2_654_435 & ((1 << bits) - 1))];
        int half = 1 << (bits - 1);
        int[] transformed = [.. picture.Chunk(3).SelectMany(p => Transform(transform, p[0], p[1], p[2], half)).Select(value => value & ((2 * half) - 1))];

        byte[] codestream = JpegLsFrames.Encode(Bytes(transformed, bits), frame);
        byte[] marked = [.. codestream[..2], 0xFF, 0xE8, 0, 7, (byte)'m', (byte)'r', (byte)'f', (byte)'x', (byte)transform, .. codestream[2..]];

        Assert.Equal(Bytes(picture, bits), JpegLsFrames.Decode(marked, frame));
    }

    // T.87 C.2.3: 0 for a scan of one component only, 1 by line, 2 by sample.
    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(255)]
    public void A_scan_of_several_components_that_does_not_interleave_them_is_refused(byte interleave)
    {
        FrameInfo frame = new(4, 4, 3, 8, 8, isSigned: false);
        byte[] codestream = JpegLsFrames.Encode(new byte[48], frame, near: 0, JpegLsInterleave.Line);
        int scan = codestream.AsSpan().IndexOf([(byte)0xFF, (byte)0xDA]);
        Assert.Equal((byte)JpegLsInterleave.Line, codestream[scan + 12]); // FF DA, length (2), components (1), 3 x 2, NEAR (1)
        codestream[scan + 12] = interleave;

        Assert.Equal(CodecFailure.InvalidCodestream, JpegLsFrames.FailureOf(codestream, frame));
    }

    // A codestream has no signs. Of fewer bits than the data set stores none can be the sign; of as many the highest is.
    [Theory]
    [InlineData(12, 200)]
    [InlineData(8, 200 - 256)]
    public void The_highest_bit_of_a_codestream_is_a_sign_where_it_is_that_of_the_data_set(int stored, short expected)
    {
        byte[] codestream = JpegLsFrames.Encode([200, 0], new FrameInfo(1, 1, 1, 16, 8, isSigned: false));

        Assert.Equal(expected, BitConverter.ToInt16(JpegLsFrames.Decode(codestream, new FrameInfo(1, 1, 1, 16, stored, isSigned: true))));
    }

    private static int[] Transform(int transform, int red, int green, int blue, int half) => transform switch
    {
        1 => [red - green + half, green, blue - green + half],
        2 => [red - green + half, green, blue - ((red + green) >> 1) - half],
        _ => [green + (((blue - green + half & ((2 * half) - 1)) + (red - green + half & ((2 * half) - 1))) >> 2) - (half / 2), blue - green + half, red - green + half],
    };

    private static byte[] Bytes(int[] samples, int bits) =>
        bits == 8 ? [.. samples.Select(sample => (byte)sample)] : [.. samples.SelectMany(sample => new[] { (byte)sample, (byte)(sample >> 8) })];
}
