using System.Buffers;
using CsCheck;
using Dicom.Storage.DataSets;
using Dicom.Storage.Testing;

namespace Dicom.Storage.Codecs.Tests;

public sealed class Jpeg2000EncoderTests
{
    private static readonly FrameEncoding s_lossless = new(DicomTransferSyntax.JPEG2000Lossless);

    public static TheoryData<string> Files => CorpusImage.In("jpeg2000");

    // columns, rows, samples, bits stored, sign, kind of content, seed
    private static readonly Gen<(FrameInfo Frame, int Kind, int Seed)> s_frames =
        from columns in Gen.Frequency((4, Gen.Int[1, 20]), (1, Gen.Int[60, 140]))
        from rows in Gen.Frequency((4, Gen.Int[1, 20]), (1, Gen.Int[60, 140]))
        from samples in Gen.Int[1, 4]
        from stored in Gen.Int[1, 20]
        from signed in Gen.Bool
        from kind in Gen.Int[0, 4]
        from seed in Gen.Int
        select (new FrameInfo(columns, rows, samples, stored <= 8 ? 8 : stored <= 16 ? 16 : 32, stored, signed), kind, seed);

    [Fact]
    public void Any_frame_comes_back_bit_for_bit() => s_frames.Sample(
        static sample =>
        {
            byte[] pixels = Fill(sample.Frame, sample.Kind, sample.Seed);
            byte[] codestream = Encode(pixels, sample.Frame, isRgb: sample.Seed % 2 == 0);
            byte[] again = new byte[pixels.Length];
            new Jpeg2000Codec().Decode(codestream, sample.Frame, again);
            return pixels.AsSpan().SequenceEqual(again);
        },
        iter: 400);

    // Each step of the wavelet rounds, which counts where a sample is one bit: a code-block has one bit-plane more than the filters' gains come to.
    [Theory]
    [InlineData(129, 90, 4, false, 0)]
    [InlineData(125, 69, 1, true, -5_794_013)]
    public void Noise_of_one_bit_comes_back_bit_for_bit_here_and_from_opj_decompress(int columns, int rows, int samples, bool isSigned, int seed)
    {
        Command.Require("opj_decompress", "libopenjp2-tools");
        FrameInfo frame = new(columns, rows, samples, 8, 1, isSigned);
        byte[] pixels = Fill(frame, kind: 1, seed);
        byte[] codestream = Encode(pixels, frame, isRgb: false);
        byte[] again = new byte[pixels.Length];

        new Jpeg2000Codec().Decode(codestream, frame, again);

        Assert.Equal(pixels, again);
        Assert.Equal(pixels, OpenJpeg.Decompress(codestream, frame));
    }

    /// <summary>Overlays in unused bits (PS3.5 8.1.2), or a sign that is not extended, do not fit into Bits Stored.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_frame_with_more_than_its_bits_stored_comes_back_bit_for_bit(bool isSigned)
    {
        FrameInfo frame = new(33, 17, 1, 16, 12, isSigned);
        byte[] pixels = Fill(new FrameInfo(33, 17, 1, 16, 16, isSigned), kind: 0, seed: 1);
        byte[] again = new byte[pixels.Length];

        new Jpeg2000Codec().Decode(Encode(pixels, frame, isRgb: false), frame, again);

        Assert.Equal(pixels, again);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_frame_of_the_corpus_comes_back_bit_for_bit_and_opj_decompress_gives_the_same(string path)
    {
        Command.Require("opj_decompress", "libopenjp2-tools");
        using CorpusImage image = CorpusImage.Open(path);
        byte[] pixels = new byte[image.Frame.Length];
        new Jpeg2000Codec().Decode(image.Pixels.GetFrame(0).Span, image.Frame, pixels);
        byte[] codestream = Encode(pixels, image.Frame, image.Frame.SamplesPerPixel == 3);

        byte[] again = new byte[pixels.Length];
        new Jpeg2000Codec().Decode(codestream, image.Frame, again);
        Assert.True(pixels.AsSpan().SequenceEqual(again));
        Assert.Equal(pixels, OpenJpeg.Decompress(codestream, image.Frame));
    }

    /// <summary>What a hospital sends least: one pixel, one line, one bit, all depths, four samples.</summary>
    [Theory]
    [InlineData(1, 1, 1, 8, 8, false)]
    [InlineData(1, 77, 1, 16, 12, false)]
    [InlineData(77, 1, 1, 16, 16, true)]
    [InlineData(65, 129, 1, 8, 1, false)]
    [InlineData(130, 67, 3, 8, 8, false)]
    [InlineData(130, 67, 3, 16, 16, false)]
    [InlineData(31, 33, 4, 8, 7, false)]
    [InlineData(200, 200, 1, 16, 16, false)]
    [InlineData(200, 200, 1, 16, 13, true)]
    public void Opj_decompress_gives_an_encoded_frame_back(int columns, int rows, int samples, int allocated, int stored, bool isSigned)
    {
        Command.Require("opj_decompress", "libopenjp2-tools");
        FrameInfo frame = new(columns, rows, samples, allocated, stored, isSigned);
        for (int kind = 0; kind <= 4; kind++)
        {
            byte[] pixels = Fill(frame, kind, seed: 7);
            Assert.Equal(pixels, OpenJpeg.Decompress(Encode(pixels, frame, isRgb: true), frame));
        }
    }

    [Fact]
    public void A_syntax_that_is_not_encoded_and_pixels_of_another_length_are_refused_as_arguments()
    {
        FrameInfo frame = new(4, 4, 1, 8, 8, false);

        Assert.Throws<ArgumentException>(() => new Jpeg2000Codec().Encode(new byte[16], frame, new FrameEncoding(DicomTransferSyntax.JPEG2000), new ArrayBufferWriter<byte>()));
        Assert.Throws<ArgumentException>(() => new Jpeg2000Codec().Encode(new byte[15], frame, s_lossless, new ArrayBufferWriter<byte>()));
    }

    [Fact]
    public void Samples_of_more_than_24_bits_are_not_encoded()
    {
        FrameInfo frame = new(2, 2, 1, 32, 32, false);
        byte[] pixels = Fill(frame, kind: 1, seed: 1);

        CodecException exception = Assert.Throws<CodecException>(() => Encode(pixels, frame, isRgb: false));

        Assert.Equal(CodecFailure.Unsupported, exception.Failure);
    }

    internal static byte[] Encode(byte[] pixels, in FrameInfo frame, bool isRgb)
    {
        ArrayBufferWriter<byte> codestream = new();
        new Jpeg2000Codec().Encode(pixels, frame, s_lossless with { IsRgb = isRgb }, codestream);
        return codestream.WrittenSpan.ToArray();
    }

    /// <summary>Noise, extremes at random, a ramp, one value, or a smooth picture with rare noise.</summary>
    internal static byte[] Fill(in FrameInfo frame, int kind, int seed)
    {
        Random random = new(seed);
        long low = frame.IsSigned ? -(1L << (frame.BitsStored - 1)) : 0;
        long span = 1L << frame.BitsStored;
        byte[] pixels = new byte[frame.Length];
        for (int i = 0; i < frame.SampleCount; i++)
        {
            long value = kind switch
            {
                0 => random.NextInt64(span),
                1 => random.Next(2) * (span - 1),
                2 => i % span,
                3 => span / 3,
                _ => (i / 7 + (random.Next(50) == 0 ? random.Next(9) : 0)) % span,
            };
            value += low;
            for (int b = 0; b < frame.BytesPerSample; b++)
                pixels[i * frame.BytesPerSample + b] = (byte)(value >> (8 * b));
        }

        return pixels;
    }
}
