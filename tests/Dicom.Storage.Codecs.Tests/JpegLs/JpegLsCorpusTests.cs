
namespace Dicom.Storage.Codecs.Tests;

/// <summary>JPEG-LS against files whose pixels DCMTK and GDCM agree on.</summary>
public sealed class JpegLsCorpusTests
{
    public static TheoryData<string> Files => CorpusImage.In("jpegls");

    [Theory]
    [MemberData(nameof(Files))]
    public void All_frames_have_the_pixels_that_independent_tools_agree_on(string path)
    {
        using CorpusImage image = CorpusImage.Open(path);
        for (int i = 0; i < image.Pixels.NumberOfFrames; i++)
            Assert.Equal(image.DigestOf(i), CorpusImage.Digest(JpegLsFrames.Decode(image.Pixels.GetFrame(i).Span, image.Frame)));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Each_frame_encoded_again_decodes_to_the_same_in_every_interleave_mode(string path)
    {
        using CorpusImage image = CorpusImage.Open(path);
        FrameInfo frame = image.Frame;
        byte[] pixels = JpegLsFrames.Decode(image.Pixels.GetFrame(0).Span, frame);
        foreach (JpegLsInterleave interleave in Enum.GetValues<JpegLsInterleave>())
        {
            Assert.Equal(pixels, JpegLsFrames.Decode(JpegLsFrames.Encode(pixels, frame, near: 0, interleave), frame));
            byte[] near = JpegLsFrames.Decode(JpegLsFrames.Encode(pixels, frame, near: 3, interleave), frame);
            Assert.InRange(JpegLsFrames.MaxDifference(pixels, near, frame), 0, 3);
        }
    }
}
