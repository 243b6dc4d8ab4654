using System.IO.Compression;
using Dicom.Storage.DataSets;
using Dicom.Storage.Testing;

namespace Dicom.Storage.Codecs.Tests;

public sealed class DeflatedFrameCodecTests
{
    private static readonly FrameInfo s_frame = new(columns: 16, rows: 8, samplesPerPixel: 1, bitsAllocated: 8, bitsStored: 8, isSigned: false);

    [Fact]
    public async Task The_frames_of_a_file_have_the_pixels_that_zlib_gives()
    {
        const string Path = "other-ts/liver_deflate.dcm";
        using DicomFile file = DicomFile.Open(SharedFiles.Require("dicom/" + Path));
        using DicomFile native = await Transcoded.ToAsync(file, DicomTransferSyntax.ExplicitVRLittleEndian);

        Assert.Equal(CorpusImage.DigestOf(Path), CorpusImage.Digest(Transcoded.Pixels(native)));
    }

    [Theory]
    [InlineData(127, CodecFailure.InvalidCodestream)]
    [InlineData(0, CodecFailure.InvalidCodestream)]
    [InlineData(129, CodecFailure.Mismatch)]
    [InlineData(100_000_000, CodecFailure.Mismatch)] // a bomb: no more is inflated than the frame has
    public void A_frame_of_another_length_is_refused(int length, CodecFailure failure)
    {
        CodecException exception = Assert.Throws<CodecException>(() => new DeflatedFrameCodec().Decode(Deflated(new byte[length]), s_frame, new byte[s_frame.Length]));

        Assert.Equal(failure, exception.Failure);
    }

    [Theory]
    [InlineData(new byte[] { 0xFF, 0xFF, 0xFF })]
    [InlineData(new byte[] { 0x01, 0x05, 0x00, 0x00, 0x00 })] // a stored block whose length and its complement do not agree
    [InlineData(new byte[0])]
    public void What_is_no_deflated_frame_is_refused(byte[] codestream)
    {
        CodecException exception = Assert.Throws<CodecException>(() => new DeflatedFrameCodec().Decode(codestream, s_frame, new byte[s_frame.Length]));

        Assert.Equal(CodecFailure.InvalidCodestream, exception.Failure);
    }

    private static byte[] Deflated(byte[] bytes)
    {
        using MemoryStream output = new();
        using (DeflateStream deflate = new(output, CompressionLevel.Fastest))
            deflate.Write(bytes);
        return output.ToArray();
    }
}
