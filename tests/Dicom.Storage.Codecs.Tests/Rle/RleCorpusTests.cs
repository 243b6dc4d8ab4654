using System.Buffers;
using Dicom.Storage.DataSets;

namespace Dicom.Storage.Codecs.Tests;

/// <summary>RLE against files whose pixels DCMTK, GDCM and pydicom agree on.</summary>
public sealed class RleCorpusTests
{
    private static readonly RleCodec s_codec = new();

    public static TheoryData<string> Files => CorpusImage.In("rle");

    [Theory]
    [MemberData(nameof(Files))]
    public void All_frames_have_the_pixels_that_independent_tools_agree_on(string path)
    {
        using CorpusImage image = CorpusImage.Open(path);
        List<byte> all = [];
        for (int i = 0; i < image.Pixels.NumberOfFrames; i++)
        {
            byte[] pixels = Decode(image.Pixels.GetFrame(i).Span, image.Frame);
            all.AddRange(image.Pixels.BitsAllocated == 1 ? Pack(pixels) : pixels);
        }

        Assert.Equal(image.Oracle["sha256"], CorpusImage.Digest(all.ToArray()));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Each_frame_encoded_again_decodes_to_the_same(string path)
    {
        using CorpusImage image = CorpusImage.Open(path);
        for (int i = 0; i < image.Pixels.NumberOfFrames; i++)
        {
            byte[] pixels = Decode(image.Pixels.GetFrame(i).Span, image.Frame);
            byte[] codestream = Encode(pixels, image.Frame);

            Assert.Equal(0, codestream.Length % 2);
            Assert.Equal(pixels, Decode(codestream, image.Frame));
        }
    }

    [Theory]
    [InlineData("rle/D_CLUNIE_CT1_RLE_FRAGS.dcm", 254_932)]
    [InlineData("rle/wg04_US1_RLE.dcm", 428_352)]
    [InlineData("rle/wg04_VL1_RLE.dcm", 374_100)]
    public void A_frame_takes_no_more_room_than_where_it_came_from(string path, int fileBytes)
    {
        using CorpusImage image = CorpusImage.Open(path);

        Assert.InRange(Encode(Decode(image.Pixels.GetFrame(0).Span, image.Frame), image.Frame).Length, 64, fileBytes);
    }

    [Fact]
    public void Pixel_data_of_a_segment_that_is_cut_is_refused_wherever_it_is_cut()
    {
        using CorpusImage image = CorpusImage.Open("rle/SC_rgb_rle.dcm");
        byte[] codestream = image.Pixels.GetFrame(0).ToArray();
        // The last bytes may be the padding of the last segment.
        for (int length = 0; length < codestream.Length - 2; length++)
        {
            CodecException exception = Assert.Throws<CodecException>(() => Decode(codestream.AsSpan(0, length), image.Frame));
            Assert.Equal(CodecFailure.InvalidCodestream, exception.Failure);
        }
    }

    internal static byte[] Decode(ReadOnlySpan<byte> codestream, in FrameInfo frame)
    {
        byte[] pixels = new byte[frame.Length];
        pixels.AsSpan().Fill(0xA5);
        s_codec.Decode(codestream, frame, pixels);
        return pixels;
    }

    internal static byte[] Encode(ReadOnlySpan<byte> pixels, in FrameInfo frame)
    {
        ArrayBufferWriter<byte> writer = new();
        s_codec.Encode(pixels, frame, new FrameEncoding(DicomTransferSyntax.RLELossless), writer);
        return writer.WrittenSpan.ToArray();
    }

    private static byte[] Pack(byte[] samples)
    {
        byte[] bits = new byte[(samples.Length + 7) / 8];
        for (int i = 0; i < samples.Length; i++)
            bits[i / 8] |= (byte)((samples[i] & 1) << (i % 8));
        return bits;
    }
}
