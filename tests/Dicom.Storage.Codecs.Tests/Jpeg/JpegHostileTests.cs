using CsCheck;
using Dicom.Storage.DataSets;
using Dicom.Storage.Testing;

namespace Dicom.Storage.Codecs.Tests;

/// <summary>Hardening C5: what breaks T.81 gets its exact answer, in bounded time.</summary>
public sealed class JpegHostileTests
{
    private const byte Sof0 = 0xC0;
    private const byte Sof2 = 0xC2;
    private const byte Sof3 = 0xC3;

    private static readonly FrameInfo s_block = new(columns: 8, rows: 8, samplesPerPixel: 1, bitsAllocated: 8, bitsStored: 8, isSigned: false);

    // DC: code 0 is a difference of no bits. AC: code 0 ends the block.
    private static readonly byte[][] s_tables = [JpegStream.Steps, JpegStream.Codes(0x00, 0), JpegStream.Codes(0x10, 0)];

    // AC symbol E0, code 0: the end of 16,384 bands and of as many more as 14 bits say.
    private static readonly byte[] s_endOfBands = JpegStream.Codes(0x10, 0xE0);

    // Twice 32,767 and once 16,384: enough for the 65,536 blocks of 2,048 x 2,048 samples.
    private static readonly byte[] s_emptyBands = [0x7F, 0xFE, 0xFF, 0x00, 0xFC, 0x00, 0x00];

    // Row C5: "decode error, <= 2 s CPU".
    private static readonly TimeSpan s_catalogued = TimeSpan.FromSeconds(2);

    [Fact]
    public void The_smallest_codestream_is_a_block_of_middle_grey() =>
        Assert.All(Decode(JpegStream.Of([.. s_tables, JpegStream.Frame(Sof0, 8, 8, 8), JpegStream.Scan(1, 0, 63, 0, 0x3F)]), s_block), sample => Assert.Equal(128, sample));

    [Theory]
    [InlineData(9, 8, 1)]
    [InlineData(8, 9, 1)]
    [InlineData(8, 8, 3)]
    [InlineData(65_535, 65_535, 1)]
    public void A_frame_of_another_shape_is_refused_before_it_is_decoded(int columns, int rows, int components) =>
        AssertFails(CodecFailure.Mismatch, [.. s_tables, JpegStream.Frame(Sof0, 8, columns, rows, components), JpegStream.Scan(1, 0, 63, 0, 0x3F)]);

    [Fact]
    public void Samples_wider_than_their_container_are_refused() =>
        AssertFails(CodecFailure.Mismatch, [JpegStream.Codes(0x00, 0), JpegStream.Frame(Sof3, 9, 8, 8), JpegStream.Scan(1, 1, 0, 0, 0)]);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_table_that_is_missing_is_an_error(int missing) =>
        AssertFails(
            CodecFailure.InvalidCodestream,
            [.. s_tables.Where((_, i) => i != missing), JpegStream.Frame(Sof0, 8, 8, 8), JpegStream.Scan(1, 0, 63, 0, 0x3F)]);

    // T.81 table F.1 and H.2: differences of at most 15 bits with a DCT, of 16 without.
    [Theory]
    [InlineData(16)]
    [InlineData(255)]
    public void A_table_with_a_difference_of_more_bits_than_there_are_is_an_error(byte symbol)
    {
        AssertFails(CodecFailure.InvalidCodestream, [JpegStream.Steps, JpegStream.Codes(0x00, 0, symbol), JpegStream.Codes(0x10, 0), JpegStream.Frame(Sof0, 8, 8, 8), JpegStream.Scan(1, 0, 63, 0, 0x3F)]);
        if (symbol > 16)
            AssertFails(CodecFailure.InvalidCodestream, [JpegStream.Codes(0x00, 0, symbol), JpegStream.Frame(Sof3, 8, 8, 8), JpegStream.Scan(1, 1, 0, 0, new byte[8])]);
    }

    [Theory]
    [InlineData(0, 0)] // predictors are 1 to 7 (T.81 table H.1), and a point transform leaves at least a bit
    [InlineData(8, 0)]
    [InlineData(1, 8)]
    [InlineData(1, 15)]
    public void A_lossless_scan_of_no_predictor_or_of_no_bits_is_an_error(byte predictor, byte transform) =>
        AssertFails(CodecFailure.InvalidCodestream, [JpegStream.Codes(0x00, 0), JpegStream.Frame(Sof3, 8, 8, 8), JpegStream.Scan(1, predictor, 0, transform, new byte[8])]);

    [Fact]
    public void A_table_with_more_codes_than_their_lengths_allow_is_an_error()
    {
        byte[] three = JpegStream.Segment(0xC4, [0x00, 3, .. new byte[15], 0, 1, 2]);

        AssertFails(CodecFailure.InvalidCodestream, [.. s_tables, three, JpegStream.Frame(Sof0, 8, 8, 8), JpegStream.Scan(1, 0, 63, 0, 0x3F)]);
    }

    [Theory]
    [InlineData(new byte[] { 0xFF, 0xDB, 0, 0 })] // a length that would never get on
    [InlineData(new byte[] { 0xFF, 0xDB, 0, 1 })]
    [InlineData(new byte[] { 0xFF, 0xC4, 0xFF, 0xFF })] // past the end
    [InlineData(new byte[] { 0xFF, 0xC4, 0, 3, 0 })] // a table without its counts
    [InlineData(new byte[] { 0xFF, 0xDD, 0, 3, 0 })]
    [InlineData(new byte[] { 0xFF, 0xDA, 0, 2 })]
    public void A_segment_of_a_length_that_cannot_be_is_an_error(byte[] segment) =>
        AssertFails(CodecFailure.InvalidCodestream, [.. s_tables, JpegStream.Frame(Sof0, 8, 8, 8), segment, JpegStream.Scan(1, 0, 63, 0, 0x3F)]);

    [Theory]
    [InlineData(0xC5)] // hierarchical
    [InlineData(0xC9)] // arithmetic
    [InlineData(0xCB)]
    public void Processes_that_no_transfer_syntax_in_use_has_are_not_supported(byte marker) =>
        AssertFails(CodecFailure.Unsupported, [.. s_tables, JpegStream.Frame(marker, 8, 8, 8), JpegStream.Scan(1, 0, 63, 0, 0x3F)]);

    [Theory]
    [InlineData(0xD1)] // RST1 where RST0 should be
    [InlineData(0x00)] // none: FF is data
    [InlineData(0xD9)] // the end
    public void A_restart_marker_that_is_missing_or_wrong_is_an_error(byte marker)
    {
        FrameInfo frame = new(columns: 16, rows: 8, samplesPerPixel: 1, bitsAllocated: 8, bitsStored: 8, isSigned: false);
        byte[][] head = [.. s_tables, JpegStream.Segment(0xDD, 0, 1), JpegStream.Frame(Sof0, 8, 16, 8)];

        byte[] right = JpegStream.Of([.. head, JpegStream.Scan(1, 0, 63, 0, 0x3F, 0xFF, 0xD0, 0x3F)]);
        byte[] wrong = JpegStream.Of([.. head, JpegStream.Scan(1, 0, 63, 0, 0x3F, 0xFF, marker, 0x3F)]);

        Assert.All(Decode(right, frame), sample => Assert.Equal(128, sample));
        Assert.Equal(CodecFailure.InvalidCodestream, Assert.Throws<CodecException>(() => Decode(wrong, frame)).Failure);
    }

    // T.81 B.2.5: the header may leave the number of lines to a segment behind the first scan.
    [Theory]
    [InlineData(8, null)]
    [InlineData(9, CodecFailure.Mismatch)]
    public void Lines_that_are_counted_behind_the_scan_are_those_of_the_data_set(byte lines, CodecFailure? failure)
    {
        byte[] codestream = JpegStream.Of(
            [.. s_tables, JpegStream.Frame(Sof0, 8, 8, 0), JpegStream.Scan(1, 0, 63, 0, 0x3F), JpegStream.Segment(0xDC, 0, lines)]);

        CodecException? exception = Record.Exception(() => Decode(codestream, s_block)) as CodecException;

        Assert.Equal(failure, exception?.Failure);
    }

    // The chrominance of three lines is two: no tool of the Independent JPEG Group's kin takes it, but every sample has one that lies over it.
    [Fact]
    public void Sampling_factors_that_do_not_divide_each_other_decode()
    {
        FrameInfo frame = new(columns: 17, rows: 25, samplesPerPixel: 3, bitsAllocated: 8, bitsStored: 8, isSigned: false);
        byte[] header = JpegStream.Frame(Sof0, 8, frame.Columns, frame.Rows, components: 3);
        header[11] = 0x23;
        header[14] = 0x12;
        header[17] = 0x12;
        // Two MCUs of ten blocks in a row, two rows; a block is two bits.
        byte[] scan = [.. JpegStream.Segment(0xDA, 3, 1, 0, 2, 0, 3, 0, 0, 63, 0), .. new byte[10]];

        Assert.All(Decode(JpegStream.Of([.. s_tables, header, scan]), frame), sample => Assert.Equal(128, sample));
    }

    [Theory]
    [InlineData(Sof0, 0, 63, "two sequential scans")]
    [InlineData(Sof2, 1, 63, "does not go on")]
    [InlineData(Sof3, 1, 0, "two lossless scans")]
    public void Eighty_thousand_scans_are_refused_at_the_second_one(byte process, byte start, byte end, string reason)
    {
        // Of three components, so that the decoder has to wait for others; of a size whose scans would take some time each.
        FrameInfo frame = new(columns: 2_048, rows: 2_048, samplesPerPixel: 3, bitsAllocated: 8, bitsStored: 8, isSigned: false);
        byte[] band = process == Sof2 ? s_endOfBands : JpegStream.Codes(0x10, 0);
        byte[] data = process switch { Sof2 => s_emptyBands, Sof3 => new byte[2_048 * 2_048 / 8], _ => new byte[256 * 256 / 4] };
        byte[] scan = JpegStream.Scan(1, start, end, 0, data);
        byte[][] head = [JpegStream.Steps, JpegStream.Codes(0x00, 0), band, JpegStream.Frame(process, 8, 2_048, 2_048, 3), scan];
        byte[] again = JpegStream.Scan(1, start, end, 0, [0]);
        byte[] codestream = JpegStream.Of([.. head, .. Enumerable.Repeat(again, 80_000)]);

        CodecException exception = Assert.Throws<CodecException>(() => Decode(codestream, frame));

        Assert.Equal(CodecFailure.InvalidCodestream, exception.Failure);
        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
        // Nothing behind the second scan is looked at: a process that is not supported would have another answer.
        byte[] other = JpegStream.Of([.. head, again, JpegStream.Frame(0xC5, 8, 1, 1)]);
        Assert.Equal(exception.Message, Assert.Throws<CodecException>(() => Decode(other, frame)).Message);
        ThreadTime.AssertWithin(s_catalogued, () => Record.Exception(() => Decode(codestream, frame)));
    }

    // Each of 63 coefficients bit by bit, 14 bits, always nothing: the standard allows it, and no more.
    [Fact]
    public void As_many_progressive_scans_as_can_be_decode_in_little_time()
    {
        FrameInfo frame = new(columns: 2_048, rows: 2_048, samplesPerPixel: 1, bitsAllocated: 8, bitsStored: 8, isSigned: false);
        List<byte[]> parts = [JpegStream.Steps, JpegStream.Codes(0x00, 0), s_endOfBands, JpegStream.Frame(Sof2, 8, 2_048, 2_048), JpegStream.Scan(1, 0, 0, 0, new byte[256 * 256 / 8])];
        for (byte k = 1; k < 64; k++)
        {
            for (int low = 13; low >= 0; low--)
                parts.Add(JpegStream.Scan(1, k, k, (byte)(low == 13 ? 13 : ((low + 1) << 4) | low), s_emptyBands));
        }

        byte[] codestream = JpegStream.Of([.. parts]);
        byte[] pixels = Decode(codestream, frame);

        Assert.Equal(-1, pixels.AsSpan().IndexOfAnyExcept((byte)128));
        ThreadTime.AssertWithin(s_catalogued, () => Decode(codestream, frame));
        byte[] more = JpegStream.Of([.. parts, parts[^1]]);
        Assert.Contains("does not go on", Assert.Throws<CodecException>(() => Decode(more, frame)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Codestreams_cut_anywhere_in_their_data_are_refused()
    {
        byte[] pixels = [.. Enumerable.Range(0, 3 * 19 * 13).Select(i => (byte)(i * i))];
        FrameInfo frame = new(columns: 19, rows: 13, samplesPerPixel: 3, bitsAllocated: 8, bitsStored: 8, isSigned: false);
        foreach (DicomTransferSyntax syntax in new JpegCodec().Encodes)
        {
            byte[] codestream = JpegCorpusTests.Encode(pixels, frame, new FrameEncoding(syntax));
            for (int length = 0; length < codestream.Length - 2; length++)
            {
                CodecException exception = Assert.Throws<CodecException>(() => Decode(codestream.AsSpan(0, length), frame));
                Assert.Equal(CodecFailure.InvalidCodestream, exception.Failure);
            }

            // EOI is not missed, nor does padding disturb.
            Assert.Equal(Decode(codestream, frame), Decode(codestream.AsSpan(0, codestream.Length - 2), frame));
            Assert.Equal(Decode(codestream, frame), Decode([.. codestream, 0, 0, 0], frame));
        }
    }

    [Fact]
    public void A_codestream_with_any_bytes_changed_decodes_or_is_refused()
    {
        byte[][] codestreams =
        [
            .. new[] { "jpeg/syn_progressive12_emri.dcm", "jpeg/syn_baseline_420_odd.dcm", "jpeg/syn_lossless_sv4_rgb.dcm", "jpeg/syn_lossless_sv6_emri.dcm" }.Select(path =>
            {
                using CorpusImage image = CorpusImage.Open(path);
                return image.Pixels.GetFrame(0).ToArray();
            }),
        ];
        Gen.Select(Gen.Int[0, 3], Gen.Select(Gen.Int[0, 1 << 20], Gen.Byte).Array[1, 8]).Sample((index, changes) =>
        {
            byte[] codestream = [.. codestreams[index]];
            foreach ((int place, byte value) in changes)
                codestream[place % codestream.Length] = value;
            bool isColour = index is 1 or 2;
            FrameInfo frame = isColour
                ? new FrameInfo(columns: 3, rows: 3, samplesPerPixel: 3, bitsAllocated: 8, bitsStored: 8, isSigned: false)
                : new FrameInfo(columns: 64, rows: 64, samplesPerPixel: 1, bitsAllocated: 16, bitsStored: 12, isSigned: false);
            try
            {
                Decode(codestream, frame);
            }
            catch (CodecException)
            {
                // The answer to what cannot be decoded.
            }
        }, iter: 5_000);
    }

    [Fact]
    public void Wrong_lengths_and_syntaxes_are_the_callers_fault()
    {
        JpegCodec codec = new();
        System.Buffers.ArrayBufferWriter<byte> writer = new();

        Assert.Throws<ArgumentException>(() => codec.Decode([0xFF, 0xD8], s_block, new byte[63]));
        Assert.Throws<ArgumentException>(() => codec.Encode(new byte[63], s_block, new FrameEncoding(DicomTransferSyntax.JPEGLosslessSV1), writer));
        Assert.Throws<ArgumentException>(() => codec.Encode(new byte[64], s_block, new FrameEncoding(DicomTransferSyntax.RLELossless), writer));
    }

    private static void AssertFails(CodecFailure failure, byte[][] parts) =>
        Assert.Equal(failure, Assert.Throws<CodecException>(() => Decode(JpegStream.Of(parts), s_block)).Failure);

    private static byte[] Decode(ReadOnlySpan<byte> codestream, in FrameInfo frame) => JpegCorpusTests.Decode(codestream, frame);
}
