namespace Dicom.Storage.Codecs.Tests;

/// <summary>
/// Every frame of the corpus against codecs that browsers and Python use: CharLS, OpenJPEG, OpenJPH and libjpeg-turbo as WebAssembly,
/// the libjpeg of Thomas Richter, OpenJPEG and an RLE decoder as plug-ins of pylibjpeg.
/// </summary>
public sealed class OracleDecoderTests(OracleCorpus corpus) : IClassFixture<OracleCorpus>
{
    [Theory]
    [MemberData(nameof(OracleCorpus.Cases), MemberType = typeof(OracleCorpus))]
    public void A_decoder_of_others_makes_the_same_samples_of_every_frame(string decoder, string path)
    {
        using CorpusImage image = CorpusImage.Open(path);
        Assert.True(CodecRegistry.Default.TryGetDecoder(image.Dataset.TransferSyntax, out IFrameCodec? codec));
        foreach ((int i, OracleFrame theirs) in corpus.Frames(decoder, image).Index())
        {
            ReadOnlyMemory<byte> codestream = image.Pixels.GetFrame(i);
            FrameInfo frame = FrameOf(codestream.Span, image, codec);
            byte[] ours = new byte[frame.Length];
            codec.Decode(codestream.Span, frame, ours);

            if (image.IsExact || codec is JpegLsCodec)
                OracleComparison.AssertSame(theirs, ours, frame, tolerance: 0);
            else if (codec is JpegCodec)
                OracleComparison.AssertSameJpeg(theirs, new OracleJob(decoder, codestream, frame), ours);
            else
                OracleComparison.AssertSame(theirs, ours, frame, tolerance: 1); // T.800 leaves the rounding of the 9/7 transform open
        }
    }

    // In one file the tiles of the lower and the right edge are smaller than its data set says.
    private static FrameInfo FrameOf(ReadOnlySpan<byte> codestream, CorpusImage image, IFrameCodec codec)
    {
        FrameInfo frame = image.Frame;
        if (codec is not JpegCodec)
            return frame;
        FrameInfo header = codec.ReadHeader(codestream, frame);
        return new FrameInfo(header.Columns, header.Rows, frame.SamplesPerPixel, frame.BitsAllocated, frame.BitsStored, frame.IsSigned);
    }
}
