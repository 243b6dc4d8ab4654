using Dicom.Storage.DataSets;
using Dicom.Storage.Testing;

namespace Dicom.Storage.Codecs.Tests;

/// <summary>Row C7 of the hardening catalogue: segments of the high-throughput coder whose lengths lie, and whatever else they may hold.</summary>
public sealed class HtJ2kHostileTests
{
    private static readonly byte[] s_valid = Segment(8, 8);

    [Fact]
    public void A_segment_decodes_to_the_block_it_was_made_of()
    {
        uint[] block = Decode(s_valid, 8, 8);

        Assert.Equal(Block(8, 8), block.Select(c => c & 0x8000_0000 | (c & 0x7FFF_FFFF) >> 1));
    }

    /// <summary>The last twelve bits are the length of the two streams at the end: 2 to what there is, and to 4,079 (T.814 7.1.1).</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4080)]
    [InlineData(4095)]
    public void A_length_of_the_suffix_that_cannot_be_is_refused(int suffix)
    {
        byte[] segment = [.. new byte[5_000], .. s_valid];

        AssertInvalid(WithSuffix(segment, suffix), 8, 8);
    }

    [Fact]
    public void A_suffix_longer_than_the_segment_is_refused()
    {
        AssertInvalid(WithSuffix(s_valid, s_valid.Length + 1), 8, 8);
        for (int length = 1; length < s_valid.Length; length++)
            DecodeOrFail(s_valid[..length], 8, 8);
        AssertInvalid([0x12], 8, 8);
    }

    /// <summary>No byte at all is a block of zeros.</summary>
    [Fact]
    public void A_segment_without_bytes_is_a_block_of_zeros() => Assert.All(Decode([], 8, 8), coefficient => Assert.Equal(0u, coefficient));

    [Fact]
    public void Every_suffix_and_any_noise_is_decoded_or_refused()
    {
        Random random = new(1);
        (int Width, int Height)[] sizes = [(1, 1), (8, 8), (64, 64), (1024, 4), (4, 1024), (3, 5), (1023, 4), (5, 819)];
        for (int i = 0; i < 4_000; i++)
        {
            (int width, int height) = sizes[i % sizes.Length];
            byte[] segment = new byte[random.Next(2, i % 3 == 0 ? 8_000 : 60)];
            random.NextBytes(segment);
            // Ones decode to codewords of any kind, and to magnitudes as long as can be.
            if (i % 5 == 0)
                segment.AsSpan().Fill(0xFF);
            DecodeOrFail(WithSuffix(segment, random.Next(2, Math.Min(segment.Length, 4079) + 1)), width, height, random.Next(1, 31), refines: i % 2 == 0);
        }
    }

    [Fact]
    public void More_than_one_set_of_passes_is_unsupported()
    {
        CodecException exception = Assert.Throws<CodecException>(() => Decode(s_valid, 8, 8, [new(0, s_valid.Length, 1), new(0, 0, 2), new(0, 0, 1)]));

        Assert.Equal(CodecFailure.Unsupported, exception.Failure);
    }

    [Theory]
    [InlineData("htj2k/byte.jph")]
    [InlineData("htj2k/simple_enc_irv97_tall_narrow.j2c")]
    public void Any_flipped_bit_is_decoded_or_refused_by_a_CodecException(string file)
    {
        byte[] codestream = File.ReadAllBytes(SharedFiles.Require("codec-conformance/" + file));
        for (int bit = 0; bit < codestream.Length * 8; bit++)
        {
            codestream[bit / 8] ^= (byte)(0x80 >> (bit % 8));
            try
            {
                FrameInfo header = new HtJ2kCodec().ReadHeader(codestream, default);
                if (header.Length <= 1 << 20)
                    new HtJ2kCodec().Decode(codestream, header, new byte[header.Length]);
            }
            catch (CodecException)
            {
                // The answer to what is broken.
            }

            codestream[bit / 8] ^= (byte)(0x80 >> (bit % 8));
        }
    }

    [Fact]
    public void A_codestream_that_ends_early_is_invalid_wherever_it_ends()
    {
        FrameInfo frame = new(33, 21, 1, 8, 8, false);
        foreach (DicomTransferSyntax syntax in new[] { DicomTransferSyntax.HTJ2KLossless, DicomTransferSyntax.HTJ2KLosslessRPCL })
        {
            byte[] codestream = HtJ2kEncoderTests.Encode(Jpeg2000EncoderTests.Fill(frame, 0, 1), frame, isRgb: false, syntax);
            for (int length = 0; length < codestream.Length - 2; length++)
            {
                CodecException exception = Assert.Throws<CodecException>(
                    () => new HtJ2kCodec().Decode(codestream.AsSpan(0, length), frame, new byte[frame.Length]));
                Assert.Equal(CodecFailure.InvalidCodestream, exception.Failure);
            }
        }
    }

    private static uint[] Block(int width, int height) =>
        [.. Enumerable.Range(0, width * height).Select(i => (uint)(i * 37 % 11 * (i % 3)) | (i % 2 == 1 && i * 37 % 11 * (i % 3) != 0 ? 0x8000_0000 : 0))];

    private static byte[] Segment(int width, int height)
    {
        using HtBlockEncoder encoder = new();
        using Jpeg2000Buffer segment = new();
        encoder.Encode(Block(width, height), width, height, planes: 4, segment);
        return segment.Written.ToArray();
    }

    private static byte[] WithSuffix(byte[] segment, int suffix)
    {
        byte[] other = [.. segment];
        other[^1] = (byte)(suffix >> 4);
        other[^2] = (byte)(other[^2] & 0xF0 | suffix & 0x0F);
        return other;
    }

    private static uint[] Decode(byte[] segment, int width, int height, CodewordSegment[]? segments = null, int planes = 1)
    {
        using HtBlockDecoder decoder = new();
        uint[] coefficients = new uint[width * height];
        decoder.Decode(
            new CodedBlock
            {
                Data = (byte[])[.. segment, .. new byte[CodedBlock.Padding]],
                Segments = segments ?? [new CodewordSegment(0, segment.Length, 1)],
                Width = width,
                Height = height,
                BitPlanes = planes,
                Orientation = BandOrientation.LowLow,
                Styles = CodeBlockStyles.HighThroughput,
            },
            coefficients);
        return coefficients;
    }

    private static void DecodeOrFail(byte[] segment, int width, int height, int planes = 1, bool refines = false)
    {
        int cleanup = refines ? segment.Length - 1 : segment.Length;
        try
        {
            Decode(segment, width, height, refines ? [new(0, cleanup, 1), new(cleanup, 1, 2)] : [new(0, cleanup, 1)], planes);
        }
        catch (CodecException exception)
        {
            Assert.Equal(CodecFailure.InvalidCodestream, exception.Failure);
        }
    }

    private static void AssertInvalid(byte[] segment, int width, int height)
    {
        CodecException exception = Assert.Throws<CodecException>(() => Decode(segment, width, height));
        Assert.Equal(CodecFailure.InvalidCodestream, exception.Failure);
    }
}
