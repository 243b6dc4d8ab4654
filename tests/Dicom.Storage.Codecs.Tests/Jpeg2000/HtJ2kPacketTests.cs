namespace Dicom.Storage.Codecs.Tests;

/// <summary>How packets tell the coder of a code-block, and bit-planes without anything (T.814 B.3), by codestreams of one block made by hand.</summary>
public sealed class HtJ2kPacketTests
{
    private const int Side = 8;
    private const byte HighThroughput = 0x40;
    private const byte Mixed = 0xC0;

    /// <summary>Mb is nine: two guard bits and an exponent of eight, less one (T.800 E-2).</summary>
    private const int BitPlanes = 9;

    private static readonly FrameInfo s_frame = new(Side, Side, 1, 8, 8, true);

    /// <summary>Values up to 10 of both signs.</summary>
    private static readonly byte[] s_pixels = [.. Enumerable.Range(0, Side * Side).Select(i => (byte)(i * 37 % 11 * (i % 2 == 1 ? -1 : 1)))];

    [Fact]
    public void A_cleanup_pass_is_decoded_in_a_packet() => AssertDecodes(HighThroughput, zeroPlanes: BitPlanes - 1, passes: 1, lengthBits: 3);

    /// <summary>Three passes that are not there for each bit-plane without anything; the length has a bit more for each doubling of them.</summary>
    [Theory]
    [InlineData(4, BitPlanes - 2, 2)]
    [InlineData(7, BitPlanes - 3, 2)]
    [InlineData(10, BitPlanes - 4, 3)]
    public void Sets_of_passes_before_the_cleanup_pass_are_bit_planes_without_anything(int passes, int zeroPlanes, int moreBits) =>
        AssertDecodes(HighThroughput, zeroPlanes, passes, 3, moreBits);

    [Fact]
    public void Where_both_coders_are_used_a_length_with_a_leading_zero_is_of_Part_15() =>
        AssertDecodes(Mixed, zeroPlanes: BitPlanes - 1, passes: 1, lengthBits: 4, leadingZero: true);

    [Fact]
    public void Where_both_coders_are_used_blocks_of_Part_1_are_as_ever()
    {
        FrameInfo frame = new(200, 130, 3, 8, 8, false);
        foreach (int kind in new[] { 0, 1, 3, 4 })
        {
            byte[] pixels = Jpeg2000EncoderTests.Fill(frame, kind, 1);
            byte[] codestream = Jpeg2000EncoderTests.Encode(pixels, frame, isRgb: true);
            int style = codestream.AsSpan().IndexOf([(byte)0xFF, (byte)0x52]) + 12;
            Assert.Equal(0, codestream[style]);
            codestream[style] = Mixed;
            byte[] again = new byte[pixels.Length];

            new HtJ2kCodec().Decode(codestream, frame, again);

            Assert.Equal(pixels, again);
        }
    }

    [Fact]
    public void Both_coders_with_segments_of_single_passes_are_unsupported()
    {
        byte[] codestream = Codestream(Mixed | (byte)CodeBlockStyles.TerminateAll, BitPlanes - 1, 1, 3, 0, leadingZero: false);

        Assert.Equal(CodecFailure.Unsupported, Assert.Throws<CodecException>(() => Decode(codestream)).Failure);
    }

    [Fact]
    public void A_length_before_the_cleanup_pass_is_invalid()
    {
        // Two passes, of which the first would be the cleanup pass with no byte: one bit more, which is set.
        byte[] codestream = Codestream(HighThroughput, BitPlanes - 1, 2, 0, 1, leadingZero: false, length: 1, segment: [0x55]);

        Assert.Equal(CodecFailure.InvalidCodestream, Assert.Throws<CodecException>(() => Decode(codestream)).Failure);
    }

    private static void AssertDecodes(byte styles, int zeroPlanes, int passes, int lengthBits, int moreBits = 0, bool leadingZero = false) =>
        Assert.Equal(s_pixels, Decode(Codestream(styles, zeroPlanes, passes, lengthBits, moreBits, leadingZero)));

    private static byte[] Decode(byte[] codestream)
    {
        byte[] pixels = new byte[s_frame.Length];
        new HtJ2kCodec().Decode(codestream, s_frame, pixels);
        return pixels;
    }

    /// <summary>SOC, SIZ, COD without decomposition, QCD, and one packet with one block.</summary>
    private static byte[] Codestream(
        byte styles, int zeroPlanes, int passes, int lengthBits, int moreBits, bool leadingZero, int? length = null, byte[]? segment = null)
    {
        segment ??= Segment();
        using Jpeg2000Buffer packet = new();
        PacketBitWriter bits = new(packet);
        bits.Write(0b11, 2); // not empty, the block included
        for (int i = 0; i < zeroPlanes; i++)
            bits.Write(0);
        bits.Write(1);
        WritePasses(passes, ref bits);
        int more = Math.Max(0, 32 - int.LeadingZeroCount(length ?? segment.Length) + (leadingZero ? 1 : 0) - lengthBits - moreBits);
        if (length is null)
        {
            for (int i = 0; i < more + lengthBits - 3; i++)
                bits.Write(1);
        }

        bits.Write(0);
        bits.Write(length ?? segment.Length, length is null ? more + lengthBits + moreBits : 3 + moreBits);
        bits.Align();
        packet.Write(segment);
        return
        [
            0xFF, 0x4F, 0xFF, 0x51, 0, 41, 0x40, 0, 0, 0, 0, Side, 0, 0, 0, Side, 0, 0, 0, 0, 0, 0, 0, 0,
            0, 0, 0, Side, 0, 0, 0, Side, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0x87, 1, 1,
            0xFF, 0x52, 0, 12, 0, 2, 0, 1, 0, 0, 4, 4, styles, 1,
            0xFF, 0x5C, 0, 4, 0x40, 8 << 3,
            0xFF, 0x90, 0, 10, 0, 0, 0, 0, 0, 0, 0, 1, 0xFF, 0x93, .. packet.Written, 0xFF, 0xD9,
        ];
    }

    // T.800 table B.4.
    private static void WritePasses(int passes, ref PacketBitWriter bits)
    {
        if (passes <= 2)
            bits.Write(passes == 1 ? 0 : 0b10, passes);
        else if (passes <= 5)
            bits.Write(0b1100 | (passes - 3), 4);
        else
            bits.Write(0b1111 << 5 | (passes - 6), 9);
    }

    private static byte[] Segment()
    {
        using HtBlockEncoder encoder = new();
        using Jpeg2000Buffer segment = new();
        uint[] coefficients = [.. s_pixels.Select(p => (sbyte)p < 0 ? 0x8000_0000 | (uint)-(sbyte)p : p)];
        encoder.Encode(coefficients, Side, Side, planes: 4, segment);
        return segment.Written.ToArray();
    }
}
