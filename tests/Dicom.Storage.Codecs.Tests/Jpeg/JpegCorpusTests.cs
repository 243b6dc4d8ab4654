using System.Buffers;
using System.Globalization;
using Dicom.Storage.DataSets;
using Dicom.Storage.Testing;

namespace Dicom.Storage.Codecs.Tests;

/// <summary>JPEG against files whose pixels DCMTK and GDCM agree on.</summary>
public sealed class JpegCorpusTests
{
    private static readonly JpegCodec s_codec = new();

    public static TheoryData<string> Files => CorpusImage.In("jpeg");

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
