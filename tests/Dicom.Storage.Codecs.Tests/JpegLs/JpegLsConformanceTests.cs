using Dicom.Storage.Testing;

namespace Dicom.Storage.Codecs.Tests;

/// <summary>The conformance streams of T.87, and those that the authors of CharLS collected.</summary>
public sealed class JpegLsConformanceTests
{
    [Theory]
    [InlineData("t16e0", "test16.pgm.gz", 0)]
    [InlineData("t8c0e0", "test8.ppm.gz", 0)]
    [InlineData("t8c0e3", "test8.ppm.gz", 3)]
    [InlineData("t8c1e0", "test8.ppm.gz", 0)]
    [InlineData("t8c2e3", "test8.ppm.gz", 3)]
    [InlineData("t8nde0", "test8bs2.pgm", 0)]
    [InlineData("test16_rm_5", "test16.pgm.gz", 0)]
    [InlineData("test8_ilv_line_rm_7", "test8.ppm.gz", 0)]
    [InlineData("banny-hp1", "banny.ppm.gz", 0)]
    public void A_stream_gives_its_reference_image(string stream, string reference, int near)
    {
        Pnm image = Pnm.Read("jpegls/ref/" + reference);
        int bits = image.MaxValue > 255 ? 12 : 8;
        FrameInfo frame = new(image.Columns, image.Rows, image.Samples, bits > 8 ? 16 : 8, bits, isSigned: false);
        byte[] codestream = Stream(stream);

        Assert.Equal(frame, new JpegLsCodec().ReadHeader(codestream, frame));
        byte[] pixels = JpegLsFrames.Decode(codestream, frame);
        Assert.InRange(JpegLsFrames.MaxDifference(pixels, image.Pixels, frame), near == 0 ? 0 : 1, near);
    }

    [Theory]
    [InlineData("t16e0", "test16.pgm.gz", 0, 0)]
    [InlineData("t8c0e0", "test8.ppm.gz", 0, 0)]
    [InlineData("t8c0e3", "test8.ppm.gz", 3, 0)]
    [InlineData("t8c1e0", "test8.ppm.gz", 0, 1)]
    [InlineData("t8c2e3", "test8.ppm.gz", 3, 2)]
    public void The_encoder_writes_the_stream_of_the_standard_byte_for_byte(string stream, string reference, int near, int interleave)
    {
        Pnm image = Pnm.Read("jpegls/ref/" + reference);
        int bits = image.MaxValue > 255 ? 12 : 8;
        FrameInfo frame = new(image.Columns, image.Rows, image.Samples, bits > 8 ? 16 : 8, bits, isSigned: false);

        Assert.Equal(Stream(stream), JpegLsFrames.Encode(image.Pixels, frame, near, (JpegLsInterleave)interleave));
    }

    [Fact]
    public void Subsampled_components_decode_to_planes_of_their_own_sizes()
    {
        byte[] codestream = Stream("t8sse0");
        JpegLsHeader header = new(codestream);
        JpegLsScan scan = header.ReadScan();
        JpegLsPlane[] planes = new JpegLsPlane[3];
        int length = 0;
        for (int i = 0; i < planes.Length; i++)
        {
            planes[i] = new JpegLsPlane(length, header.Frame.ColumnsOf(i), header.Frame.RowsOf(i), 1, header.Frame.ColumnsOf(i));
            length += planes[i].Columns * planes[i].Rows;
        }

        byte[] pixels = new byte[length];
        JpegLsDecoder.DecodeScans(ref header, scan, planes, pixels, bytesPerSample: 1, signShift: 0);

        string[] references = ["test8r.pgm.gz", "test8gr4.pgm", "test8bs2.pgm"];
        for (int i = 0; i < planes.Length; i++)
        {
            Pnm image = Pnm.Read("jpegls/ref/" + references[i]);
            Assert.Equal((image.Columns, image.Rows), (planes[i].Columns, planes[i].Rows));
            Assert.Equal(image.Pixels, pixels.AsSpan((int)planes[i].Start, image.Pixels.Length).ToArray());
        }
    }

    [Fact]
    public void Subsampled_components_make_no_frame_of_dicom() =>
        Assert.Equal(CodecFailure.Unsupported, JpegLsFrames.FailureOf(Stream("t8sse0"), new FrameInfo(256, 256, 3, 8, 8, isSigned: false)));

    // There is no reference image: these are the samples that libjpeg gives, the one of pylibjpeg.
    [Fact]
    public void The_smallest_square_has_the_samples_that_an_independent_decoder_gives() =>
        Assert.Equal([1, 2, 3, 4], JpegLsFrames.Decode(Stream("8bit-monochrome-2x2"), new FrameInfo(2, 2, 1, 8, 8, isSigned: false)));

    [Theory]
    [InlineData("fuzzy-input-bad-run-mode-golomb-code", 65_430, 182, 1, 10)]
    [InlineData("no_start_byte_after_encoded_scan", 1, 1, 3, 8)]
    public void An_invalid_stream_is_refused(string stream, int columns, int rows, int samples, int bits) =>
        Assert.Throws<CodecException>(() => JpegLsFrames.Decode(Stream(stream), new FrameInfo(columns, rows, samples, bits > 8 ? 16 : 8, bits, isSigned: false)));

    [Fact]
    public void The_invalid_run_is_refused_too_where_no_mapping_table_is_named()
    {
        byte[] codestream = Stream("fuzzy-input-bad-run-mode-golomb-code");
        Assert.Equal(0x3F, codestream[21]); // Tm of the only component
        codestream[21] = 0;

        Assert.Equal(CodecFailure.InvalidCodestream, JpegLsFrames.FailureOf(codestream, new FrameInfo(65_430, 182, 1, 16, 10, isSigned: false)));
    }

    internal static byte[] Stream(string name) => File.ReadAllBytes(SharedFiles.Require($"codec-conformance/jpegls/{name}.jls"));
}
