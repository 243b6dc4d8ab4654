using System.Buffers;
using Dicom.Storage.DataSets;
using Dicom.Storage.Testing;

namespace Dicom.Storage.Codecs.Tests;

/// <summary>JPEG against files whose pixels DCMTK and GDCM agree on.</summary>
public sealed class JpegCorpusTests
{
    private const string SmallerTiles = "jpeg/multiframe.dcm";

    private static readonly JpegCodec s_codec = new();

    // Some frames of the one left out are smaller than the data set says: they have a test of their own.
    public static TheoryData<string> Files => [.. CorpusImage.In("jpeg").Select(row => row.Data).Where(path => path != SmallerTiles)];

    // Lossy files too: the integer transform and the filter of chrominance are those of the tools that made the digests.
    [Theory]
    [MemberData(nameof(Files))]
    public void All_frames_have_the_pixels_that_independent_tools_agree_on(string path)
    {
        using CorpusImage image = CorpusImage.Open(path);
        byte[] all = new byte[image.Frame.Length * image.Pixels.NumberOfFrames];
        for (int i = 0; i < image.Pixels.NumberOfFrames; i++)
            s_codec.Decode(image.Pixels.GetFrame(i).Span, image.Frame, all.AsSpan((int)image.Frame.Length * i, (int)image.Frame.Length));

        Assert.Equal(image.Oracle["sha256"], CorpusImage.Digest(all));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void The_header_tells_the_shape_of_the_frame(string path)
    {
        using CorpusImage image = CorpusImage.Open(path);

        FrameInfo header = s_codec.ReadHeader(image.Pixels.GetFrame(0).Span, image.Frame);

        Assert.Equal(
            (image.Frame.Columns, image.Frame.Rows, image.Frame.SamplesPerPixel),
            (header.Columns, header.Rows, header.SamplesPerPixel));
        Assert.InRange(header.BitsAllocated, 8, image.Frame.BitsAllocated);
    }

    // Tiles at the right and lower edge were written as wide and as high as the picture has pixels. GDCM refuses the file too.
    [Fact]
    public void Frames_smaller_than_the_data_set_says_are_refused_and_the_others_decode()
    {
        using CorpusImage image = CorpusImage.Open(SmallerTiles);
        int refused = 0;
        for (int i = 0; i < image.Pixels.NumberOfFrames; i++)
        {
            byte[] codestream = image.Pixels.GetFrame(i).ToArray();
            FrameInfo header = s_codec.ReadHeader(codestream, image.Frame);
            if ((header.Columns, header.Rows) == (image.Frame.Columns, image.Frame.Rows))
            {
                Assert.Equal(image.DigestOf(i), CorpusImage.Digest(Decode(codestream, image.Frame)));
                continue;
            }

            refused++;
            CodecException exception = Assert.Throws<CodecException>(() => Decode(codestream, image.Frame));
            Assert.Equal(CodecFailure.Mismatch, exception.Failure);
        }

        Assert.Equal(23, refused);
    }

    // What DCMTK 3.6.7 does with them: decodes, refuses (the truncated one), or makes pixels of another frame's size.
    [Theory]
    [InlineData("malformed/JPEG-lossy.dcm", null)]
    [InlineData("malformed/bad_sequence.dcm", null)]
    [InlineData("malformed/syn_jpeg_dims_mismatch.dcm", CodecFailure.Mismatch)]
    [InlineData("malformed/syn_jpeg_truncated.dcm", CodecFailure.InvalidCodestream)]
    public void A_malformed_file_has_its_exact_outcome(string path, CodecFailure? failure)
    {
        using DicomFile file = DicomFile.Open(SharedFiles.Require("dicom/" + path));
        DicomPixelData pixels = DicomPixelData.Create(file.Dataset);
        FrameInfo frame = new(pixels.Columns, pixels.Rows, pixels.SamplesPerPixel, pixels.BitsAllocated, pixels.BitsStored, pixels.IsSigned);

        CodecException? exception = Record.Exception(() => Decode(pixels.GetFrame(0).Span, frame)) as CodecException;

        Assert.Equal(failure, exception?.Failure);
    }

    // What is declared is turned into its opposite: what the codestream says wins, what it does not say is believed.
    [Theory]
    [InlineData("jpeg/SC_rgb_dcmtk__eb_cr.dcm", nameof(Photometric.Rgb), true)] // Adobe, no transform
    [InlineData("jpeg/SC_rgb_jpeg_app14_dcmd.dcm", nameof(Photometric.Rgb), true)]
    [InlineData("jpeg/SC_rgb_jpeg_gdcm.dcm", nameof(Photometric.Rgb), true)] // letters
    [InlineData("jpeg/SC_rgb_jpeg_dcmtk.dcm", nameof(Photometric.YbrFull), true)] // JFIF
    [InlineData("jpeg/examples_ybr_color.dcm", nameof(Photometric.YbrFull422), true)]
    [InlineData("jpeg/SC_jpeg_no_color_transform.dcm", nameof(Photometric.Rgb), false)] // no marker, components 0, 1, 2
    [InlineData("jpeg/PM5644-960x540_JPEG-Lossless_RGB.dcm", nameof(Photometric.Rgb), false)]
    [InlineData("jpeg/JPGExtended.dcm", nameof(Photometric.Monochrome), false)]
    public void The_colour_of_a_codestream_is_what_it_says_or_what_is_declared(string path, string declared, bool saysSo)
    {
        using CorpusImage image = CorpusImage.Open(path);
        ReadOnlySpan<byte> codestream = image.Pixels.GetFrame(0).Span;
        Photometric right = Enum.Parse<Photometric>(declared);
        Photometric wrong = right == Photometric.Rgb ? Photometric.YbrFull : Photometric.Rgb;

        Assert.Equal(right, JpegColour.Of(codestream, right));
        Photometric found = JpegColour.Of(codestream, wrong);
        Assert.Equal(saysSo ? right : wrong, found == Photometric.YbrFull && right == Photometric.YbrFull422 ? right : found);
    }

    internal static byte[] Decode(ReadOnlySpan<byte> codestream, in FrameInfo frame)
    {
        byte[] pixels = new byte[frame.Length];
        pixels.AsSpan().Fill(0xA5);
        s_codec.Decode(codestream, frame, pixels);
        return pixels;
    }

    internal static byte[] Encode(ReadOnlySpan<byte> pixels, in FrameInfo frame, FrameEncoding encoding)
    {
        ArrayBufferWriter<byte> writer = new();
        s_codec.Encode(pixels, frame, encoding, writer);
        return writer.WrittenSpan.ToArray();
    }
}
