using CsCheck;

namespace Dicom.Storage.Codecs.Tests;

/// <summary>The bit streams of an HT segment without their stuffing, bit by bit as T.814 7.1 has them.</summary>
public sealed class HtBitSourcesTests
{
    // Bytes on which stuffing depends are as frequent as all others.
    private static readonly Gen<byte[]> s_streams = Gen.OneOf(Gen.Byte, Gen.OneOf(Gen.Const<byte>(0xFF), Gen.Const<byte>(0x7F), Gen.Const<byte>(0x8F), Gen.Const<byte>(0x90), Gen.Const<byte>(0x80))).Array[0, 60];

    [Fact]
    public void Magnitudes_have_seven_bits_in_a_byte_behind_FF() => s_streams.Sample(static stream =>
    {
        List<bool> expected = [];
        for (int i = 0; i < stream.Length; i++)
            Add(expected, stream[i], i > 0 && stream[i - 1] == 0xFF ? 7 : 8);

        byte[] bits = new byte[stream.Length + HtBitSources.Tail];
        int count = HtBitSources.Forward(stream, bits, beyond: 0xFF);

        return AreEqual(expected, count, bits, beyond: true);
    });

    [Fact]
    public void Codewords_have_seven_bits_in_a_byte_of_ones_before_a_large_one() => s_streams.Sample(static stream =>
    {
        List<bool> expected = [];
        for (int i = stream.Length - 1; i >= 0; i--)
            Add(expected, stream[i], (i == stream.Length - 1 || stream[i + 1] > 0x8F) && (stream[i] & 0x7F) == 0x7F ? 7 : 8);

        byte[] bits = new byte[stream.Length + HtBitSources.Tail];
        int count = HtBitSources.Backward(stream, bits, skipsNibble: false);

        return AreEqual(expected, count, bits, beyond: false);
    });

    private static void Add(List<bool> bits, byte value, int count)
    {
        for (int i = 0; i < count; i++)
            bits.Add((value >> i & 1) != 0);
    }

    private static bool AreEqual(List<bool> expected, int count, byte[] bits, bool beyond)
    {
        // As many bits behind the end as there are bytes that the readers may load.
        for (int i = 0; i < HtBitSources.Tail * 8 - 8; i++)
            expected.Add(beyond);
        return count == expected.Count - (HtBitSources.Tail * 8 - 8)
            && Enumerable.Range(0, expected.Count).All(i => (bits[i / 8] >> (i % 8) & 1) != 0 == expected[i]);
    }
}
