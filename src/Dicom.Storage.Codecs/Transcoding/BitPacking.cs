namespace Dicom.Storage.Codecs;

/// <summary>Frames of single bits: eight pixels a byte, the first in the lowest bit (PS3.5 8.1.1), to a byte a pixel and back.</summary>
internal static class BitPacking
{
    public static int PackedLength(long samples) => checked((int)((samples + 7) / 8));

    public static void Unpack(ReadOnlySpan<byte> bits, Span<byte> samples)
    {
        int whole = samples.Length / 8;
        for (int i = 0; i < whole; i++)
        {
            uint eight = bits[i];
            Span<byte> target = samples.Slice(i * 8, 8);
            for (int bit = 0; bit < target.Length; bit++)
                target[bit] = (byte)((eight >> bit) & 1);
        }

        for (int i = whole * 8; i < samples.Length; i++)
            samples[i] = (byte)((bits[i / 8] >> (i % 8)) & 1);
    }

    /// <summary>Packs the lowest bit of each sample; bits behind the last one are 0.</summary>
    public static void Pack(ReadOnlySpan<byte> samples, Span<byte> bits)
    {
        bits.Clear();
        for (int i = 0; i < samples.Length; i++)
            bits[i >> 3] |= (byte)((samples[i] & 1) << (i & 7));
    }
}
