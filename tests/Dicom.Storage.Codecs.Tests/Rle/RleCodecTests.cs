using System.Buffers.Binary;
using CsCheck;
using Dicom.Storage.DataSets;

namespace Dicom.Storage.Codecs.Tests;

public sealed class RleCodecTests
{
    private static readonly FrameInfo s_grey = new(columns: 4, rows: 2, samplesPerPixel: 1, bitsAllocated: 8, bitsStored: 8, isSigned: false);
    private static readonly FrameInfo s_words = new(columns: 4, rows: 2, samplesPerPixel: 1, bitsAllocated: 16, bitsStored: 12, isSigned: true);

    // PS3.5 G.3.2: 02 is three literals, FE a run of three, 80 nothing, FF a run of two.
    private static readonly byte[] s_greySegment = [0x02, 10, 20, 30, 0xFE, 7, 0x80, 0xFF, 9];

    [Fact]
    public void Literals_runs_and_the_code_that_says_nothing_decode_as_the_standard_says()
    {
        byte[] pixels = RleCorpusTests.Decode(Codestream(1, [64], s_greySegment), s_grey);

        Assert.Equal([10, 20, 30, 7, 7, 7, 9, 9], pixels);
    }

    [Fact]
    public void The_first_segment_of_words_holds_their_high_bytes()
    {
        byte[] codestream = Codestream(2, [64, 66], [0xF9, 0x01, 0x07, 1, 2, 3, 4, 5, 6, 7, 8]);

        Assert.Equal([1, 1, 2, 1, 3, 1, 4, 1, 5, 1, 6, 1, 7, 1, 8, 1], RleCorpusTests.Decode(codestream, s_words));
    }

    [Fact]
    public void A_run_may_go_on_across_rows_but_rows_are_packed_each_for_itself()
    {
        Assert.Equal(new byte[8], RleCorpusTests.Decode(Codestream(1, [64], [0xF9, 0]), s_grey));

        // Each row of four zeros is FD 00 (PS3.5 G.3.1).
        Assert.Equal([0xFD, 0, 0xFD, 0], RleCorpusTests.Encode(new byte[8], s_grey)[64..]);
    }

    [Theory]
    [InlineData(0u, CodecFailure.InvalidCodestream)]
    [InlineData(16u, CodecFailure.InvalidCodestream)]
    [InlineData(uint.MaxValue, CodecFailure.InvalidCodestream)]
    [InlineData(2u, CodecFailure.Mismatch)]
    [InlineData(15u, CodecFailure.Mismatch)]
    public void A_number_of_segments_that_the_frame_does_not_have_is_refused(uint segments, CodecFailure failure)
    {
        byte[] codestream = Codestream(segments, [64, 66, 68, 70], [.. s_greySegment, 0, 0, 0]);

        CodecException exception = Assert.Throws<CodecException>(() => RleCorpusTests.Decode(codestream, s_grey));

        Assert.Equal(failure, exception.Failure);
        Assert.Throws<CodecException>(() => new RleCodec().ReadHeader(codestream, s_grey));
    }

    [Theory]
    [InlineData(64u, 1_000u)] // past the end
    [InlineData(64u, 74u)] // at the end
    [InlineData(66u, 64u)] // decreasing
    [InlineData(64u, 64u)] // the same
    [InlineData(0u, 66u)] // into the header
    [InlineData(63u, 66u)]
    [InlineData(64u, 0xFFFF_FFFFu)] // negative, as a signed number
    [InlineData(0x8000_0040u, 66u)]
    public void Segments_that_lie_outside_or_in_no_order_are_refused(uint first, uint second)
    {
        byte[] codestream = Codestream(2, [first, second], [0xF9, 0, 0x07, 1, 2, 3, 4, 5, 6, 7]);

        CodecException exception = Assert.Throws<CodecException>(() => RleCorpusTests.Decode(codestream, s_words));

        Assert.Equal(CodecFailure.InvalidCodestream, exception.Failure);
    }

    [Theory]
    [InlineData(new byte[] { 0xF8, 7 })] // a run of nine in a plane of eight
    [InlineData(new byte[] { 0x08, 1, 2, 3, 4, 5, 6, 7, 8, 9 })] // nine literals
    [InlineData(new byte[] { 0x07, 1, 2, 3, 4, 5, 6, 7 })] // a literal short
    [InlineData(new byte[] { 0xFE, 7, 0xFC })] // a code as the last byte
    [InlineData(new byte[] { 0xFE, 7, 0x04 })]
    [InlineData(new byte[] { 0xFE, 7 })] // no more codes
    [InlineData(new byte[] { 0x80, 0x80, 0x80, 0x80 })] // nothing but nothing
    public void A_run_past_the_end_of_plane_or_segment_is_refused(byte[] segment)
    {
        CodecException exception = Assert.Throws<CodecException>(() => RleCorpusTests.Decode(Codestream(1, [64], segment), s_grey));

        Assert.Equal(CodecFailure.InvalidCodestream, exception.Failure);
    }

    [Theory]
    [InlineData(66u, new byte[] { 0xF9, 1, 0xF8, 2 })] // a run of nine in the low bytes
    [InlineData(66u, new byte[] { 0xF8, 1, 0xF9, 2 })] // and in the high ones
    [InlineData(73u, new byte[] { 0x08, 1, 2, 3, 4, 5, 6, 7, 8, 0xF9, 2 })] // nine literals, of which eight are there
    public void A_run_past_the_end_of_one_of_several_planes_is_refused(uint second, byte[] segments)
    {
        CodecException exception = Assert.Throws<CodecException>(() => RleCorpusTests.Decode(Codestream(2, [64, second], segments), s_words));

        Assert.Equal(CodecFailure.InvalidCodestream, exception.Failure);
    }

    [Fact]
    public void A_segment_does_not_read_into_the_next_one()
    {
        // The first segment has half its plane: what would fill it belongs to the second.
        byte[] codestream = Codestream(2, [64, 66], [0xFD, 1, 0xFD, 1, 0xF9, 2]);

        Assert.Throws<CodecException>(() => RleCorpusTests.Decode(codestream, s_words));
    }

    [Fact]
    public void Padding_behind_a_segment_is_no_part_of_it() =>
        Assert.Equal(new byte[8], RleCorpusTests.Decode(Codestream(1, [64], [0xF9, 0, 0x55, 0x00, 0x00]), s_grey));

    // PS3.5 G.3.1: a segment has an even number of bytes. Three literals are four bytes with their code, two of them three.
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void A_segment_of_packed_bits_has_an_even_length(int length)
    {
        System.Buffers.ArrayBufferWriter<byte> writer = new();

        RleEncoder.EncodeBits(new byte[] { 1, 2, 4 }.AsSpan(0, length), writer);

        Assert.Equal(68, writer.WrittenCount);
        FrameInfo frame = new(columns: 8 * length, rows: 1, samplesPerPixel: 1, bitsAllocated: 8, bitsStored: 1, isSigned: false);
        byte[] pixels = RleCorpusTests.Decode(writer.WrittenSpan, frame);
        Assert.Equal([0, 9, 18], pixels.Select((bit, i) => (bit, i)).Where(pixel => pixel.bit == 1).Select(pixel => pixel.i).Concat(length == 2 ? [18] : []));
    }

    [Fact]
    public void A_pixel_of_sixteen_bytes_has_no_rle()
    {
        FrameInfo frame = new(columns: 1, rows: 1, samplesPerPixel: 4, bitsAllocated: 32, bitsStored: 32, isSigned: false);

        Assert.Equal(CodecFailure.Unsupported, Assert.Throws<CodecException>(() => RleCorpusTests.Encode(new byte[16], frame)).Failure);
    }

    [Fact]
    public void Wrong_lengths_and_syntaxes_are_the_callers_fault()
    {
        RleCodec codec = new();
        System.Buffers.ArrayBufferWriter<byte> writer = new();

        Assert.Throws<ArgumentException>(() => codec.Decode(Codestream(1, [64], s_greySegment), s_grey, new byte[7]));
        Assert.Throws<ArgumentException>(() => codec.Encode(new byte[7], s_grey, new FrameEncoding(DicomTransferSyntax.RLELossless), writer));
        Assert.Throws<ArgumentException>(() => codec.Encode(new byte[8], s_grey, new FrameEncoding(DicomTransferSyntax.JPEGBaseline8Bit), writer));
    }

    [Fact]
    public void Any_frame_comes_back_as_it_was()
    {
        // Bytes drawn from few values make runs of all lengths, those around 128 too.
        Gen<byte> sparse = Gen.Frequency((8, Gen.Const((byte)0)), (1, Gen.Byte), (4, Gen.Const((byte)0xFF)));
        Gen.Select(Gen.Int[1, 400], Gen.Int[1, 9], Gen.Int[1, 3], Gen.Int[0, 2], Gen.Bool, Gen.Byte.Array[1, 64], sparse.Array[1, 4096])
            .Sample((columns, rows, samples, size, isNoise, noise, runs) =>
            {
                FrameInfo frame = new(columns, rows, samples, 8 << size, 8 << size, isSigned: false);
                byte[] pixels = new byte[frame.Length];
                byte[] pattern = isNoise ? noise : runs;
                for (int i = 0; i < pixels.Length; i++)
                    pixels[i] = pattern[i % pattern.Length];
                return RleCorpusTests.Decode(RleCorpusTests.Encode(pixels, frame), frame).AsSpan().SequenceEqual(pixels);
            }, iter: 2_000);
    }

    /// <summary>A header with the number of segments and their offsets (PS3.5 G.5), and what follows it.</summary>
    private static byte[] Codestream(uint segments, uint[] offsets, byte[] rest)
    {
        byte[] codestream = new byte[64 + rest.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(codestream, segments);
        for (int i = 0; i < offsets.Length; i++)
            BinaryPrimitives.WriteUInt32LittleEndian(codestream.AsSpan(4 + (4 * i)), offsets[i]);
        rest.CopyTo(codestream, 64);
        return codestream;
    }
}
