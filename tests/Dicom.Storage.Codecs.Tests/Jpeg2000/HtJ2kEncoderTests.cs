using System.Buffers;
using System.Buffers.Binary;
using CsCheck;
using Dicom.Storage.DataSets;
using Dicom.Storage.Testing;

namespace Dicom.Storage.Codecs.Tests;

public sealed class HtJ2kEncoderTests
{
    private static readonly DicomTransferSyntax[] s_syntaxes = [DicomTransferSyntax.HTJ2KLossless, DicomTransferSyntax.HTJ2KLosslessRPCL];

    public static TheoryData<string> Files => [.. CorpusImage.In("jpeg2000").Concat(CorpusImage.In("htj2k")).Select(row => row.Data).Distinct()];

    // columns, rows, samples, bits stored, sign, kind of content, seed
    private static readonly Gen<(FrameInfo Frame, int Kind, int Seed)> s_frames =
        from columns in Gen.Frequency((4, Gen.Int[1, 20]), (1, Gen.Int[60, 140]))
        from rows in Gen.Frequency((4, Gen.Int[1, 20]), (1, Gen.Int[60, 140]))
        from samples in Gen.Int[1, 4]
        from stored in Gen.Int[1, 24]
        from signed in Gen.Bool
        from kind in Gen.Int[0, 4]
        from seed in Gen.Int
        select (new FrameInfo(columns, rows, samples, stored <= 8 ? 8 : stored <= 16 ? 16 : 32, stored, signed), kind, seed);

    [Fact]
    public void Any_frame_comes_back_bit_for_bit() => s_frames.Sample(
        static sample =>
        {
            byte[] pixels = Jpeg2000EncoderTests.Fill(sample.Frame, sample.Kind, sample.Seed);
            byte[] codestream = Encode(pixels, sample.Frame, isRgb: sample.Seed % 2 == 0, s_syntaxes[sample.Seed / 2 & 1]);
            byte[] again = new byte[pixels.Length];
            new HtJ2kCodec().Decode(codestream, sample.Frame, again);
            return pixels.AsSpan().SequenceEqual(again);
        },
        iter: 600);

    [Theory]
    [MemberData(nameof(Files))]
    public void A_frame_of_the_corpus_comes_back_bit_for_bit_and_opj_decompress_gives_the_same(string path)
    {
        Command.Require("opj_decompress", "libopenjp2-tools");
        using CorpusImage image = CorpusImage.Open(path);
        byte[] pixels = new byte[image.Frame.Length];
        new HtJ2kCodec().Decode(image.Pixels.GetFrame(0).Span, image.Frame, pixels);
        foreach (DicomTransferSyntax syntax in s_syntaxes)
        {
            byte[] codestream = Encode(pixels, image.Frame, image.Frame.SamplesPerPixel == 3, syntax);

            byte[] again = new byte[pixels.Length];
            new HtJ2kCodec().Decode(codestream, image.Frame, again);
            Assert.True(pixels.AsSpan().SequenceEqual(again));
            Assert.Equal(pixels, OpenJpeg.Decompress(codestream, image.Frame));
        }
    }

    /// <summary>ojph_expand writes PGM and PPM, of unsigned samples only.</summary>
    [Theory]
    [InlineData(1, 1, 1, 8, 8)]
    [InlineData(1, 77, 1, 16, 12)]
    [InlineData(77, 1, 1, 16, 16)]
    [InlineData(64, 64, 1, 8, 8)]
    [InlineData(65, 129, 1, 8, 8)]
    [InlineData(130, 67, 3, 8, 8)]
    [InlineData(130, 67, 3, 16, 16)]
    [InlineData(511, 301, 1, 16, 13)]
    [InlineData(1030, 70, 3, 8, 8)]
    public void Ojph_expand_and_opj_decompress_give_an_encoded_frame_back(int columns, int rows, int samples, int allocated, int stored)
    {
        Command.Require("ojph_expand", "openjph-tools");
        Command.Require("opj_decompress", "libopenjp2-tools");
        FrameInfo frame = new(columns, rows, samples, allocated, stored, false);
        for (int kind = 0; kind <= 4; kind++)
        {
            byte[] pixels = Jpeg2000EncoderTests.Fill(frame, kind, seed: 7);
            foreach (DicomTransferSyntax syntax in s_syntaxes)
            {
                byte[] codestream = Encode(pixels, frame, isRgb: true, syntax);
                Assert.Equal(pixels, OpenJpeg.Decompress(codestream, frame));
                Assert.Equal(pixels, OpenJph.Expand(codestream, frame));
            }
        }
    }

    /// <summary>PS3.5 10.18: the progression, the size of the lowest resolution, and TLM that tells where each resolution ends.</summary>
    [Theory]
    [InlineData(512, 512, 5)]
    [InlineData(64, 64, 5)]
    [InlineData(3, 2, 1)]
    [InlineData(2049, 300, 6)]
    [InlineData(9000, 2, 8)]
    public void A_codestream_for_progressive_display_tells_where_its_resolutions_end(int columns, int rows, int levels)
    {
        FrameInfo frame = new(columns, rows, 1, 8, 8, false);

        byte[] codestream = Encode(Jpeg2000EncoderTests.Fill(frame, 0, 1), frame, isRgb: false, DicomTransferSyntax.HTJ2KLosslessRPCL);

        CodestreamIndex index = CodestreamIndex.Read(codestream);
        Assert.Equal(ProgressionOrder.ResolutionPositionComponentLayer, index.Main.Tile.Order);
        Assert.Equal(levels, index.Main.Style(0).Levels);
        Assert.InRange(Math.Max(columns, rows) + (1 << levels) - 1 >> levels, 1, 64);
        Assert.Equal(levels + 1, index.Parts.Count);
        int lengths = codestream.AsSpan().IndexOf([(byte)0xFF, (byte)0x55]);
        Assert.Equal(4 + (5 * (levels + 1)), BinaryPrimitives.ReadUInt16BigEndian(codestream.AsSpan(lengths + 2)));
        for (int i = 0; i <= levels; i++)
        {
            // SOT begins twelve bytes before what follows it.
            uint length = BinaryPrimitives.ReadUInt32BigEndian(codestream.AsSpan(lengths + 7 + (5 * i)));
            Assert.Equal(index.Parts[i].DataEnd - index.Parts[i].HeaderStart + 12, (int)length);
        }
    }

    [Fact]
    public void A_codestream_says_that_it_needs_Part_15()
    {
        FrameInfo frame = new(8, 8, 1, 16, 12, false);

        byte[] codestream = Encode(Jpeg2000EncoderTests.Fill(frame, 0, 1), frame, isRgb: false, DicomTransferSyntax.HTJ2KLossless);

        Assert.Equal(0x40, codestream[6]); // Rsiz
        // 12 bits, two for HH, two guard bits less one: bound 15, which CAP gives less eight (T.814 A.3).
        Assert.Equal([0x00, 0x02, 0x00, 0x00, 0x00, 0x07], CodestreamIndex.Read(codestream).Main.Capabilities);
        Assert.Equal(CodeBlockStyles.HighThroughput, CodestreamIndex.Read(codestream).Main.Style(0).BlockStyles);
    }

    [Fact]
    public void A_syntax_that_is_not_encoded_and_pixels_of_another_length_are_refused_as_arguments()
    {
        FrameInfo frame = new(4, 4, 1, 8, 8, false);

        Assert.Throws<ArgumentException>(() => Encode(new byte[16], frame, isRgb: false, DicomTransferSyntax.HTJ2K));
        Assert.Throws<ArgumentException>(() => Encode(new byte[15], frame, isRgb: false, DicomTransferSyntax.HTJ2KLossless));
    }

    internal static byte[] Encode(byte[] pixels, in FrameInfo frame, bool isRgb, DicomTransferSyntax syntax)
    {
        ArrayBufferWriter<byte> codestream = new();
        new HtJ2kCodec().Encode(pixels, frame, new FrameEncoding(syntax) { IsRgb = isRgb }, codestream);
        return codestream.WrittenSpan.ToArray();
    }
}
