using System.Buffers;
using System.Buffers.Binary;
using CsCheck;
using Dicom.Storage.DataSets;

namespace Dicom.Storage.Codecs.Tests;

public sealed class JpegLsCodecTests
{
    private static readonly FrameInfo s_grey = new(columns: 16, rows: 9, samplesPerPixel: 1, bitsAllocated: 8, bitsStored: 8, isSigned: false);
    private static readonly FrameInfo s_colour = new(columns: 7, rows: 5, samplesPerPixel: 3, bitsAllocated: 8, bitsStored: 8, isSigned: false);

    [Fact]
    public void Any_frame_comes_back_as_it_was_in_every_interleave_mode()
    {
        // Steps of a random walk, of noise and of nothing make regular samples, escapes, and runs of all lengths.
        Gen<int> step = Gen.Frequency((6, Gen.Const(0)), (3, Gen.Int[-3, 3]), (1, Gen.Int[-70_000, 70_000]));
        Gen.Select(Gen.Int[1, 70], Gen.Int[1, 12], Gen.Int[1, 4], Gen.Int[1, 16], Gen.Bool, Gen.Int[0, 2], step.Array[1, 500])
            .Sample((columns, rows, samples, bits, isSigned, interleave, steps) =>
            {
                FrameInfo frame = new(columns, rows, samples, bits <= 8 ? 8 : 16, bits, isSigned);
                byte[] pixels = Walk(frame, steps);
                byte[] codestream = JpegLsFrames.Encode(pixels, frame, near: 0, (JpegLsInterleave)interleave);
                return JpegLsFrames.Decode(codestream, frame).AsSpan().SequenceEqual(pixels);
            }, iter: 5_000);
    }

    [Fact]
    public void No_sample_of_a_near_lossless_frame_is_farther_off_than_near()
    {
        Gen<int> step = Gen.Frequency((6, Gen.Const(0)), (3, Gen.Int[-9, 9]), (1, Gen.Int[-70_000, 70_000]));
        Gen.Select(Gen.Int[1, 70], Gen.Int[1, 12], Gen.Int[1, 3], Gen.Int[1, 16], Gen.Bool, Gen.Int[0, 2], Gen.Int[1, 255], step.Array[1, 500])
            .Sample((columns, rows, samples, bits, isSigned, interleave, near, steps) =>
            {
                FrameInfo frame = new(columns, rows, samples, bits <= 8 ? 8 : 16, bits, isSigned);
                byte[] pixels = Walk(frame, steps);
                byte[] codestream = JpegLsFrames.Encode(pixels, frame, near, (JpegLsInterleave)interleave);
                return JpegLsFrames.MaxDifference(pixels, JpegLsFrames.Decode(codestream, frame), frame) <= near;
            }, iter: 5_000);
    }

    [Fact]
    public void Bits_above_those_stored_are_not_lost()
    {
        FrameInfo frame = new(columns: 2, rows: 1, samplesPerPixel: 1, bitsAllocated: 16, bitsStored: 12, isSigned: false);
        byte[] pixels = [0x34, 0xF2, 0x00, 0x00];

        byte[] codestream = JpegLsFrames.Encode(pixels, frame);

        Assert.Equal(pixels, JpegLsFrames.Decode(codestream, frame));
        Assert.Equal(16, new JpegLsCodec().ReadHeader(codestream, frame).BitsStored);
    }

    [Fact]
    public void Signed_samples_are_coded_as_their_stored_bits()
    {
        FrameInfo frame = new(columns: 3, rows: 1, samplesPerPixel: 1, bitsAllocated: 16, bitsStored: 12, isSigned: true);
        byte[] pixels = [0xFF, 0xFF, 0x00, 0xF8, 0xFF, 0x07];

        byte[] codestream = JpegLsFrames.Encode(pixels, frame);

        Assert.Equal(12, new JpegLsCodec().ReadHeader(codestream, frame).BitsStored);
        Assert.Equal(pixels, JpegLsFrames.Decode(codestream, frame));
    }

    [Fact]
    public void Near_lossless_coding_never_turns_the_sign_of_a_sample()
    {
        FrameInfo frame = new(columns: 64, rows: 8, samplesPerPixel: 1, bitsAllocated: 16, bitsStored: 16, isSigned: true);
        // Padding of -32,768 in 8000, which is one less than 7FFF to a codec that knows no signs.
        byte[] pixels = Walk(frame, [.. Enumerable.Range(0, 60).Select(i => i % 9 == 0 ? -32_768 : i % 5)]);

        Assert.Equal(pixels, JpegLsFrames.Decode(JpegLsFrames.Encode(pixels, frame, near: 3), frame));
    }

    [Fact]
    public void A_stream_that_is_cut_is_refused_wherever_it_is_cut()
    {
        byte[] codestream = Noise(s_colour, out FrameInfo frame);
        // What is behind the last byte of the scan, an EOI, tells no sample.
        for (int length = 0; length < codestream.Length - 2; length++)
            Assert.Equal(CodecFailure.InvalidCodestream, JpegLsFrames.FailureOf(codestream[..length], frame));
    }

    [Theory]
    [InlineData(0, 0, 0, 0, 0, 128, CodecFailure.InvalidCodestream)] // NEAR above half of MAXVAL
    [InlineData(100, 0, 0, 0, 0, 51, CodecFailure.InvalidCodestream)]
    [InlineData(256, 0, 0, 0, 0, 0, CodecFailure.InvalidCodestream)] // MAXVAL above the bits
    [InlineData(0, 300, 0, 0, 0, 0, CodecFailure.InvalidCodestream)] // T1, T2, T3 above MAXVAL
    [InlineData(0, 0, 300, 0, 0, 0, CodecFailure.InvalidCodestream)]
    [InlineData(0, 0, 0, 300, 0, 0, CodecFailure.InvalidCodestream)]
    [InlineData(0, 9, 8, 9, 0, 0, CodecFailure.InvalidCodestream)] // out of order
    [InlineData(0, 9, 10, 8, 0, 0, CodecFailure.InvalidCodestream)]
    [InlineData(0, 2, 10, 20, 0, 2, CodecFailure.InvalidCodestream)] // T1 not above NEAR
    [InlineData(0, 0, 0, 0, 1, 0, CodecFailure.InvalidCodestream)] // RESET
    [InlineData(0, 0, 0, 0, 2, 0, CodecFailure.InvalidCodestream)]
    [InlineData(0, 0, 0, 0, 256, 0, CodecFailure.InvalidCodestream)]
    public void Near_thresholds_and_reset_out_of_range_are_refused(int maxValue, int t1, int t2, int t3, int reset, byte near, CodecFailure failure)
    {
        byte[] codestream = Noise(s_grey, out FrameInfo frame);
        codestream[^(codestream.Length - 22)] = near;
        byte[] segment = new byte[15];
        (segment[0], segment[1], segment[3], segment[4]) = (0xFF, 0xF8, 13, 1);
        BinaryPrimitives.WriteUInt16BigEndian(segment.AsSpan(5), (ushort)maxValue);
        BinaryPrimitives.WriteUInt16BigEndian(segment.AsSpan(7), (ushort)t1);
        BinaryPrimitives.WriteUInt16BigEndian(segment.AsSpan(9), (ushort)t2);
        BinaryPrimitives.WriteUInt16BigEndian(segment.AsSpan(11), (ushort)t3);
        BinaryPrimitives.WriteUInt16BigEndian(segment.AsSpan(13), (ushort)reset);

        Assert.Equal(failure, JpegLsFrames.FailureOf([.. codestream[..15], .. segment, .. codestream[15..]], frame));
    }

    [Fact]
    public void A_reset_of_zero_is_the_default_and_one_of_three_is_the_least()
    {
        byte[] codestream = Noise(s_grey, out FrameInfo frame);
        byte[] pixels = JpegLsFrames.Decode(codestream, frame);

        Assert.Equal(pixels, JpegLsFrames.Decode(Inserted(codestream, "FFF8000D0100FF000000000000 0000"), frame));
        // Other statistics read other samples, or none: but nothing else than a codec's exception leaves.
        Exception? exception = Record.Exception(() => JpegLsFrames.Decode(Inserted(codestream, "FFF8000D0100FF000000000000 0003"), frame));
        Assert.True(exception is null or CodecException);
    }

    [Theory]
    [InlineData("FFE80004 5350", null)] // APP8 of another kind
    [InlineData("FFE8000A 535049464600 0102", null)] // SPIFF
    [InlineData("FFFE0004 6869", null)] // a comment
    [InlineData("FFEE000E 41646F62650064000000000000", CodecFailure.InvalidCodestream)] // a byte too long
    [InlineData("FFEE000E 41646F6265006400000000 00", null)] // APP14 "Adobe"
    [InlineData("FFFF FFE00002", null)] // fill bytes, and an empty segment
    [InlineData("FFDD0004 0000", null)] // no restarts
    [InlineData("FFF80006 02 01 01 00", null)] // a mapping table that no scan names
    [InlineData("FFF80006 05 00 00 00", CodecFailure.Unsupported)] // an extension of T.870
    [InlineData("FFF80004 00 00", CodecFailure.InvalidCodestream)]
    [InlineData("FFF80006 04 05 00 00", CodecFailure.InvalidCodestream)] // sizes of five bytes
    [InlineData("FFDD0003 00", CodecFailure.InvalidCodestream)]
    [InlineData("FFDD0004 0001", CodecFailure.InvalidCodestream)] // restarts that are not there
    [InlineData("FFC4 0002", CodecFailure.Unsupported)] // tables of Huffman codes
    [InlineData("FFC0 0002", CodecFailure.Unsupported)] // another process of JPEG
    [InlineData("FFF70002", CodecFailure.InvalidCodestream)] // a second SOF
    [InlineData("FFE00001", CodecFailure.InvalidCodestream)] // a segment shorter than its length
    [InlineData("FFE0FFFF", CodecFailure.InvalidCodestream)]
    [InlineData("FFDC0004 0009", CodecFailure.InvalidCodestream)] // DNL before a scan
    [InlineData("FFD9", CodecFailure.InvalidCodestream)]
    [InlineData("00", CodecFailure.InvalidCodestream)]
    public void Segments_are_read_skipped_or_refused(string segment, CodecFailure? failure)
    {
        byte[] codestream = Noise(s_grey, out FrameInfo frame);
        byte[] pixels = JpegLsFrames.Decode(codestream, frame);
        byte[] changed = Inserted(codestream, segment);

        if (failure is null)
            Assert.Equal(pixels, JpegLsFrames.Decode(changed, frame));
        else
            Assert.Equal(failure, JpegLsFrames.FailureOf(changed, frame));
    }

    [Theory]
    [InlineData(17, 9, 1, 8)]
    [InlineData(16, 10, 1, 8)]
    [InlineData(65_535, 65_535, 1, 8)]
    [InlineData(16, 9, 3, 8)]
    public void A_frame_of_another_size_is_refused(int columns, int rows, int samples, int bits)
    {
        byte[] codestream = Noise(s_grey, out _);
        FrameInfo other = new(columns, rows, samples, bits, bits, isSigned: false);
        // Nothing of that size is allocated: the destination is what the codec checks first.
        CodecException exception = Assert.Throws<CodecException>(() => JpegLsDecoder.Decode(codestream, other, []));

        Assert.Equal(CodecFailure.Mismatch, exception.Failure);
    }

    [Fact]
    public void Samples_of_more_bits_than_allocated_are_refused_and_of_fewer_are_not()
    {
        FrameInfo words = new(s_grey.Columns, s_grey.Rows, 1, 16, 12, isSigned: false);
        byte[] codestream = Noise(words, out _);
        Assert.Equal(CodecFailure.Mismatch, JpegLsFrames.FailureOf(codestream, s_grey));

        byte[] bytes = Noise(s_grey, out _);
        byte[] pixels = JpegLsFrames.Decode(bytes, words);
        Assert.Equal(JpegLsFrames.Decode(bytes, s_grey), pixels.Where((_, i) => i % 2 == 0));
        Assert.All(pixels.Where((_, i) => i % 2 == 1), high => Assert.Equal(0, high));
    }

    [Fact]
    public void Sizes_may_be_said_by_an_lse_segment_and_rows_by_the_data_set()
    {
        byte[] codestream = Noise(s_grey, out FrameInfo frame);
        byte[] pixels = JpegLsFrames.Decode(codestream, frame);
        byte[] noSize = [.. codestream];
        noSize.AsSpan(7, 4).Clear();
        byte[] noRows = [.. codestream];
        noRows.AsSpan(7, 2).Clear();

        Assert.Equal(pixels, JpegLsFrames.Decode(Inserted(noSize, "FFF80008 04 02 0009 0010"), frame));
        Assert.Equal(frame, new JpegLsCodec().ReadHeader(Inserted(noSize, "FFF8000A 04 03 000009 000010"), frame));
        Assert.Equal(CodecFailure.Mismatch, JpegLsFrames.FailureOf(Inserted(noSize, "FFF8000C 04 04 FFFFFFFF 00000010"), frame));
        Assert.Equal(CodecFailure.InvalidCodestream, JpegLsFrames.FailureOf(noSize, frame));
        Assert.Equal(pixels, JpegLsFrames.Decode(noRows, frame));
    }

    [Fact]
    public void Eighty_thousand_segments_take_no_time()
    {
        byte[] codestream = Noise(s_grey, out FrameInfo frame);
        byte[] many = [.. codestream[..15], .. Enumerable.Repeat(Convert.FromHexString("FFE00002"), 80_000).SelectMany(bytes => bytes), .. codestream[15..]];

        Assert.Equal(JpegLsFrames.Decode(codestream, frame), JpegLsFrames.Decode(many, frame));
    }

    [Fact]
    public void A_component_has_one_scan()
    {
        byte[] codestream = JpegLsFrames.Encode(new byte[s_colour.Length], s_colour, near: 0, JpegLsInterleave.None);
        int second = codestream.AsSpan().IndexOf(Convert.FromHexString("FFDA0008 0102".Replace(" ", string.Empty, StringComparison.Ordinal)));
        Assert.True(second > 0);
        codestream[second + 5] = 1;

        Assert.Equal(CodecFailure.InvalidCodestream, JpegLsFrames.FailureOf(codestream, s_colour));
    }

    [Fact]
    public void Samples_of_32_bits_have_no_jpeg_ls()
    {
        FrameInfo frame = new(columns: 1, rows: 1, samplesPerPixel: 1, bitsAllocated: 32, bitsStored: 32, isSigned: false);

        Assert.Equal(CodecFailure.Unsupported, Assert.Throws<CodecException>(() => JpegLsFrames.Encode(new byte[4], frame)).Failure);
    }

    [Fact]
    public void Wrong_lengths_and_syntaxes_are_the_callers_fault()
    {
        JpegLsCodec codec = new();
        ArrayBufferWriter<byte> writer = new();
        byte[] codestream = Noise(s_grey, out FrameInfo frame);

        Assert.Throws<ArgumentException>(() => codec.Decode(codestream, frame, new byte[7]));
        Assert.Throws<ArgumentException>(() => codec.Encode(new byte[7], frame, new FrameEncoding(DicomTransferSyntax.JPEGLSLossless), writer));
        Assert.Throws<ArgumentException>(() => codec.Encode(new byte[frame.Length], frame, new FrameEncoding(DicomTransferSyntax.RLELossless), writer));
    }

    /// <summary>The stream with a segment behind its SOF, which a frame of one component ends at byte 15.</summary>
    private static byte[] Inserted(byte[] codestream, string segment) =>
        [.. codestream[..15], .. Convert.FromHexString(segment.Replace(" ", string.Empty, StringComparison.Ordinal)), .. codestream[15..]];

    private static byte[] Noise(in FrameInfo frame, out FrameInfo same)
    {
        same = frame;
        int[] steps = new int[97];
        for (int i = 0; i < steps.Length; i++)
            steps[i] = (i * 7_919 % 23) - 11;
        return JpegLsFrames.Encode(Walk(frame, steps), frame);
    }

    /// <summary>A frame whose samples walk by steps, wrapping at their stored bits.</summary>
    private static byte[] Walk(in FrameInfo frame, int[] steps)
    {
        byte[] pixels = new byte[frame.Length];
        int unused = 32 - frame.BitsStored;
        int value = 0;
        for (int i = 0; i < frame.SampleCount; i++)
        {
            value += steps[i % steps.Length];
            int sample = frame.IsSigned ? value << unused >> unused : (int)((uint)(value << unused) >> unused);
            if (frame.BytesPerSample == 1)
                pixels[i] = (byte)sample;
            else
                BinaryPrimitives.WriteInt16LittleEndian(pixels.AsSpan(2 * i), (short)sample);
        }

        return pixels;
    }
}
