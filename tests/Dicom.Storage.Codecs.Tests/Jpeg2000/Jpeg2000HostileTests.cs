using System.Buffers.Binary;
using Dicom.Storage.Testing;

namespace Dicom.Storage.Codecs.Tests;

/// <summary>Row C7 of the hardening catalogue, and what else a hostile or broken codestream may say.</summary>
public sealed class Jpeg2000HostileTests
{
    private const long MaxRefusalBytes = 16 * 1024;

    private static readonly FrameInfo s_frame = new(33, 21, 1, 8, 8, false);

    /// <summary>As issue 1570 of OpenJPEG: a header and no more, of an image as large as memory. 8,200 x 8,200 is the least that goes over the budget of so few bytes.</summary>
    [Fact]
    public void A_file_of_87_bytes_that_wants_gigabytes_is_over_budget()
    {
        FrameInfo frame = new(8_200, 8_200, 1, 8, 8, false);
        byte[] codestream = Headers(8_200, 8_200, 8_200, 8_200, components: 1, levels: 5, total: 87);

        AssertCostsNothing(codestream, frame);
    }

    [Fact]
    public void A_file_of_16384_components_is_over_budget_when_its_header_is_read_and_when_it_is_decoded()
    {
        byte[] codestream = Headers(33, 21, 33, 21, components: 16_384, levels: 5);

        Assert.Equal(CodecFailure.OverBudget, Assert.Throws<CodecException>(() => new Jpeg2000Codec().ReadHeader(codestream, s_frame)).Failure);
        AssertCostsNothing(codestream, s_frame);
    }

    [Fact]
    public void Tiles_of_one_pixel_with_32_levels_are_over_budget()
    {
        FrameInfo frame = new(255, 255, 4, 8, 8, false);

        AssertCostsNothing(Headers(255, 255, 1, 1, components: 4, levels: 32), frame);
    }

    [Fact]
    public void Precincts_of_one_sample_are_over_budget()
    {
        FrameInfo frame = new(2_000, 2_000, 1, 8, 8, false);

        AssertCostsNothing(Headers(2_000, 2_000, 2_000, 2_000, components: 1, levels: 0, precincts: true), frame);
    }

    [Theory]
    [InlineData(34, 21, 1, 8)]
    [InlineData(33, 20, 1, 8)]
    [InlineData(33, 21, 3, 8)]
    public void Another_size_or_number_of_components_is_a_mismatch(int columns, int rows, int samples, int allocated)
    {
        FrameInfo other = new(columns, rows, samples, allocated, allocated, false);
        byte[] codestream = Jpeg2000EncoderTests.Encode(Jpeg2000EncoderTests.Fill(s_frame, 0, 1), s_frame, isRgb: false);

        AssertFails(CodecFailure.Mismatch, codestream, other, new byte[other.Length]);
    }

    [Fact]
    public void Samples_that_have_no_room_are_a_mismatch()
    {
        FrameInfo wide = new(33, 21, 1, 16, 12, false);
        byte[] codestream = Jpeg2000EncoderTests.Encode(Jpeg2000EncoderTests.Fill(wide, 0, 1), wide, isRgb: false);

        AssertFails(CodecFailure.Mismatch, codestream, s_frame);
    }

    [Fact]
    public void A_codestream_that_ends_early_is_invalid_wherever_it_ends()
    {
        foreach (bool noise in new[] { true, false })
        {
            byte[] codestream = Jpeg2000EncoderTests.Encode(Jpeg2000EncoderTests.Fill(s_frame, noise ? 0 : 4, 1), s_frame, isRgb: false);

            // EOC alone may be missing (T.800 A.4.4 wants it; senders cut it off).
            for (int length = 0; length < codestream.Length - 2; length++)
                AssertFails(CodecFailure.InvalidCodestream, codestream[..length], s_frame);
            new Jpeg2000Codec().Decode(codestream.AsSpan(0, codestream.Length - 2), s_frame, new byte[s_frame.Length]);
        }
    }

    [Fact]
    public void Any_flipped_bit_is_decoded_or_refused_by_a_CodecException()
    {
        string[] files = ["p0_12.j2k", "p1_07.j2k", "p0_09.j2k"];
        foreach (string file in files)
        {
            byte[] codestream = File.ReadAllBytes(SharedFiles.Require("codec-conformance/jpeg2000/" + file));
            for (int bit = 0; bit < codestream.Length * 8; bit++)
            {
                codestream[bit / 8] ^= (byte)(0x80 >> (bit % 8));
                AssertDecodesOrFails(codestream);
                codestream[bit / 8] ^= (byte)(0x80 >> (bit % 8));
            }
        }
    }

    [Fact]
    public void The_boxes_of_a_JP2_file_may_lie_about_their_lengths()
    {
        byte[] inner = Jpeg2000EncoderTests.Encode(Jpeg2000EncoderTests.Fill(s_frame, 0, 1), s_frame, isRgb: false);
        byte[] signature = [0, 0, 0, 12, (byte)'j', (byte)'P', (byte)' ', (byte)' ', 0x0D, 0x0A, 0x87, 0x0A];
        byte[] Box(uint length, string type)
        {
            byte[] head = new byte[8];
            BinaryPrimitives.WriteUInt32BigEndian(head, length);
            for (int i = 0; i < 4; i++)
                head[4 + i] = (byte)type[i];
            return head;
        }

        byte[] good = [.. signature, .. Box(10, "free"), 1, 2, .. Box(0, "jp2c"), .. inner];
        new Jpeg2000Codec().Decode(good, s_frame, new byte[s_frame.Length]);
        AssertFails(CodecFailure.InvalidCodestream, [.. signature, .. Box(3, "free"), .. Box(0, "jp2c"), .. inner], s_frame);
        AssertFails(CodecFailure.InvalidCodestream, [.. signature, .. Box(uint.MaxValue, "free"), .. Box(0, "jp2c"), .. inner], s_frame);
        AssertFails(CodecFailure.InvalidCodestream, signature, s_frame);
    }

    /// <summary>Progressions without an end: each is looked at, and none has anything to read.</summary>
    [Fact]
    public void Twenty_thousand_progressions_cost_next_to_nothing()
    {
        byte[] codestream = Headers(2_000, 2_000, 2_000, 2_000, components: 1, levels: 5, changes: 20_000);
        FrameInfo frame = new(2_000, 2_000, 1, 8, 8, false);
        byte[] pixels = new byte[frame.Length];

        ThreadTime.AssertWithin(TimeSpan.FromSeconds(2), () => Assert.Throws<CodecException>(() => new Jpeg2000Codec().Decode(codestream, frame, pixels)));
    }

    /// <summary>A flipped bit can make an image of any size, for which only a caller with a frame of that size has room.</summary>
    private readonly struct Nothing : ISampleSink
    {
        public void Write(int first, int count, int x, int y, ReadOnlySpan<int> samples)
        {
        }
    }

    private static void AssertDecodesOrFails(byte[] codestream)
    {
        try
        {
            Nothing sink = default;
            Jpeg2000Decoder.Decode(codestream, ref sink);
        }
        catch (CodecException)
        {
            // The answer to what is broken.
        }
    }

    private static void AssertFails(CodecFailure failure, byte[] codestream, FrameInfo frame, byte[]? destination = null)
    {
        CodecException exception = Assert.Throws<CodecException>(
            () => new Jpeg2000Codec().Decode(codestream, frame, destination ?? new byte[frame.Length]));
        Assert.Equal(failure, exception.Failure);
    }

    // Refused before anything is allocated for what the header says: an exception and what is needed to read it are some kilobytes.
    private static void AssertCostsNothing(byte[] codestream, FrameInfo frame)
    {
        byte[] pixels = new byte[frame.Length];
        AssertFails(CodecFailure.OverBudget, codestream, frame, pixels);
        long bytes = Allocation.Least(() => Record.Exception(() => new Jpeg2000Codec().Decode(codestream, frame, pixels)));
        Assert.InRange(bytes, 0, MaxRefusalBytes);
        ThreadTime.AssertWithin(TimeSpan.FromMilliseconds(100), () => Record.Exception(() => new Jpeg2000Codec().Decode(codestream, frame, pixels)));
    }

    // SOC, SIZ, COD, QCD, perhaps POC, one tile-part that is empty, and zeros up to a length.
    private static byte[] Headers(
        int width, int height, int tileWidth, int tileHeight, int components, int levels, bool precincts = false, int changes = 0, int total = 0)
    {
        List<byte> bytes = [0xFF, 0x4F, 0xFF, 0x51];
        void Add(uint value, int size)
        {
            for (int i = size - 1; i >= 0; i--)
                bytes.Add((byte)(value >> (8 * i)));
        }

        Add((uint)(38 + 3 * components), 2);
        Add(0, 2);
        foreach (int value in new[] { width, height, 0, 0, tileWidth, tileHeight, 0, 0 })
            Add((uint)value, 4);
        Add((uint)components, 2);
        for (int i = 0; i < components; i++)
            bytes.AddRange([7, 1, 1]);
        bytes.AddRange([0xFF, 0x52, 0, (byte)(12 + (precincts ? levels + 1 : 0)), (byte)(precincts ? 1 : 0), 0, 0, 1, 0, (byte)levels, 4, 4, 0, 1]);
        if (precincts)
            bytes.AddRange(Enumerable.Repeat((byte)0, levels + 1));
        bytes.AddRange([0xFF, 0x5C, 0, (byte)(4 + 3 * levels), 0x40, .. Enumerable.Repeat((byte)(8 << 3), 1 + 3 * levels)]);
        for (int i = 0; i < changes; i += 1_000)
        {
            bytes.AddRange([0xFF, 0x5F]);
            Add(2 + 7 * 1_000, 2);
            for (int c = 0; c < 1_000; c++)
                bytes.AddRange([0, 0, 0, 0, 33, 1, (byte)(c % 5)]);
        }

        bytes.AddRange([0xFF, 0x90, 0, 10, 0, 0, 0, 0, 0, 0, 0, 1, 0xFF, 0x93]);
        while (bytes.Count < total)
            bytes.Add(0);
        return [.. bytes];
    }
}
