using CsCheck;
using Dicom.Storage.DataSets;
using Dicom.Storage.Testing;

namespace Dicom.Storage.Codecs.Tests;

public sealed class JpegEncoderTests
{
    private static readonly FrameEncoding s_lossless = new(DicomTransferSyntax.JPEGLosslessSV1);
    private static readonly FrameEncoding s_baseline = new(DicomTransferSyntax.JPEGBaseline8Bit);

    [Fact]
    public void Any_frame_comes_back_from_lossless_as_it_was() =>
        Gen.Select(Gen.Int[1, 80], Gen.Int[1, 20], Gen.Int[1, 4], Gen.Int[1, 16], Gen.Bool, Gen.Bool, Gen.Int)
            .Sample((columns, rows, samples, stored, isSigned, isSmooth, seed) =>
            {
                FrameInfo frame = new(columns, rows, samples, stored <= 8 ? 8 : 16, stored, isSigned);
                byte[] pixels = Pixels(frame, isSmooth, seed);
                return JpegCorpusTests.Decode(JpegCorpusTests.Encode(pixels, frame, s_lossless), frame).AsSpan().SequenceEqual(pixels);
            }, iter: 3_000);

    // Bits above Bits Stored hold overlays in old files.
    [Fact]
    public void Bits_above_those_stored_come_back_too()
    {
        FrameInfo frame = new(columns: 33, rows: 5, samplesPerPixel: 1, bitsAllocated: 16, bitsStored: 12, isSigned: false);
        byte[] pixels = new byte[frame.Length];
        new Random(1).NextBytes(pixels);

        byte[] codestream = JpegCorpusTests.Encode(pixels, frame, s_lossless);

        // A decoder that cuts samples to the precision must give them back too.
        Assert.Equal(16, new JpegCodec().ReadHeader(codestream, frame).BitsStored);
        Assert.Equal(pixels, JpegCorpusTests.Decode(codestream, frame));
    }

    [Theory]
    [InlineData("native/wg04_CT1_UNC.dcm")] // 16 bits, signed
    [InlineData("native/wg04_MR3_UNC.dcm")]
    [InlineData("native/wg04_VL1_UNC.dcm")] // colour
    [InlineData("native/emri_small.dcm")] // ten frames of 12 bits
    public async Task Lossless_decodes_in_an_independent_tool_to_what_it_was(string path)
    {
        Command.Require("dcmdjpeg", "dcmtk");
        Command.Require("gdcmconv", "libgdcm-tools");
        using DicomFile native = DicomFile.Open(SharedFiles.Require("dicom/" + path));
        byte[] before = Transcoded.Pixels(native);

        await AssertToolGivesAsync(native, s_lossless.TransferSyntax, "dcmdjpeg", [], after => Assert.True(before.AsSpan().SequenceEqual(after)));
        await AssertToolGivesAsync(native, s_lossless.TransferSyntax, "gdcmconv", ["--raw"], after => Assert.True(before.AsSpan().SequenceEqual(after)));
    }

    // Quality 90. The bound is far below what such images keep, and far above what a wrong table or transform leaves.
    [Theory]
    [InlineData("native/wg04_VL1_UNC.dcm", 34)]
    public async Task Baseline_decodes_in_an_independent_tool_to_much_the_same(string path, double decibels)
    {
        Command.Require("dcmdjpeg", "dcmtk");
        using DicomFile native = DicomFile.Open(SharedFiles.Require("dicom/" + path));
        byte[] before = Transcoded.Pixels(native);

        await AssertToolGivesAsync(native, s_baseline.TransferSyntax, "dcmdjpeg", [], after => Assert.InRange(Psnr(before, after), decibels, 100));
    }

    [Fact]
    public void Baseline_of_the_finest_steps_comes_back_within_their_rounding() =>
        Gen.Select(Gen.Int[1, 40], Gen.Int[1, 40], Gen.Int).Sample((columns, rows, seed) =>
        {
            FrameInfo frame = new(columns, rows, 1, 8, 8, isSigned: false);
            byte[] pixels = Pixels(frame, isSmooth: false, seed);
            byte[] after = JpegCorpusTests.Decode(JpegCorpusTests.Encode(pixels, frame, s_baseline with { Quality = 100 }), frame);
            for (int i = 0; i < pixels.Length; i++)
                Assert.InRange(Math.Abs(pixels[i] - after[i]), 0, 3);
        }, iter: 500);

    [Fact]
    public void Grey_has_no_colour_after_conversion_and_comes_back()
    {
        FrameInfo frame = new(columns: 37, rows: 11, samplesPerPixel: 3, bitsAllocated: 8, bitsStored: 8, isSigned: false);
        byte[] pixels = new byte[frame.Length];
        pixels.AsSpan().Fill(77);
        byte[] after = JpegCorpusTests.Decode(JpegCorpusTests.Encode(pixels, frame, s_baseline with { IsRgb = true }), frame);

        Assert.All(after.Chunk(3), pixel => Assert.Equal([77, 128, 128], pixel));
    }

    [Theory]
    [InlineData(8, 8, 2, false)]
    [InlineData(8, 8, 1, true)]
    [InlineData(16, 12, 1, false)]
    [InlineData(32, 8, 1, false)]
    public void Baseline_refuses_what_it_cannot_hold(int allocated, int stored, int samples, bool isSigned)
    {
        FrameInfo frame = new(columns: 8, rows: 8, samples, allocated, stored, isSigned);

        Assert.Equal(CodecFailure.Unsupported, Assert.Throws<CodecException>(() => JpegCorpusTests.Encode(new byte[frame.Length], frame, s_baseline)).Failure);
    }

    [Fact]
    public void Lossless_refuses_samples_of_more_than_16_bits()
    {
        FrameInfo frame = new(columns: 8, rows: 8, samplesPerPixel: 1, bitsAllocated: 32, bitsStored: 32, isSigned: false);

        Assert.Equal(CodecFailure.Unsupported, Assert.Throws<CodecException>(() => JpegCorpusTests.Encode(new byte[frame.Length], frame, s_lossless)).Failure);
    }

    private static byte[] Pixels(in FrameInfo frame, bool isSmooth, int seed)
    {
        Random random = new(seed);
        byte[] pixels = new byte[frame.Length];
        int value = 0;
        for (int i = 0; i < frame.SampleCount; i++)
        {
            value = isSmooth ? value + random.Next(-3, 4) : random.Next();
            // Cut to the bits stored, with the sign above them.
            int unused = 32 - frame.BitsStored;
            int sample = frame.IsSigned ? value << unused >> unused : (int)((uint)value << unused >> unused);
            pixels[i * frame.BytesPerSample] = (byte)sample;
            if (frame.BytesPerSample == 2)
                pixels[(2 * i) + 1] = (byte)(sample >> 8);
        }

        return pixels;
    }

    private static async Task AssertToolGivesAsync(DicomFile native, DicomTransferSyntax syntax, string tool, string[] options, Action<byte[]> assert)
    {
        string folder = Directory.CreateTempSubdirectory("jpeg-").FullName;
        try
        {
            string coded = Path.Combine(folder, "coded.dcm");
            string plain = Path.Combine(folder, "plain.dcm");
            using DicomFile transcoded = await Transcoded.ToAsync(native, syntax);
            await transcoded.SaveAsync(coded, options: null, TestContext.Current.CancellationToken);
            Command.RunChecked(tool, [.. options, coded, plain]);
            using DicomFile after = DicomFile.Open(plain);
            assert(Transcoded.Pixels(after));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static double Psnr(byte[] before, byte[] after)
    {
        Assert.Equal(before.Length, after.Length);
        double sum = before.Zip(after, (a, b) => (double)(a - b) * (a - b)).Sum();
        return 10 * Math.Log10(255.0 * 255 * before.Length / sum);
    }
}
