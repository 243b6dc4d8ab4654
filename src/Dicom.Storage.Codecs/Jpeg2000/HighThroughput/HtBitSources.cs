using System.Buffers.Binary;

namespace Dicom.Storage.Codecs;

/// <summary>
/// Takes the stuffing out of the bit streams of an HT segment (T.814 7.1), so that they are plain bits, the first one lowest: a reader
/// then only needs to know where it is. Behind the end there are 16 bytes of what the standard says follows.
/// </summary>
internal static class HtBitSources
{
    /// <summary>Bytes behind the bits.</summary>
    public const int Tail = 16;

    /// <summary>Reads forward; after a byte of FF the next has seven bits.</summary>
    /// <param name="source">The stream's bytes.</param>
    /// <param name="bits">Takes the bits; as long as the source and <see cref="Tail"/>.</param>
    /// <param name="beyond">The bytes that follow the end: FF or 0.</param>
    /// <returns>The number of bits.</returns>
    public static int Forward(ReadOnlySpan<byte> source, Span<byte> bits, byte beyond)
    {
        ulong pending = 0;
        int count = 0;
        int written = 0;
        int position = 0;
        bool afterFull = false;
        while (position < source.Length)
        {
            // Eight bytes without FF, and none before them, are as they are.
            if (!afterFull && count == 0 && position + 8 <= source.Length)
            {
                ulong next = BinaryPrimitives.ReadUInt64LittleEndian(source[position..]);
                if (((~next - 0x0101010101010101) & next & 0x8080808080808080) == 0)
                {
                    BinaryPrimitives.WriteUInt64LittleEndian(bits[written..], next);
                    written += 8;
                    position += 8;
                    continue;
                }
            }

            byte value = source[position++];
            int width = afterFull ? 7 : 8;
            pending |= (ulong)(value & ((1 << width) - 1)) << count;
            count += width;
            afterFull = value == 0xFF;
            if (count < 8)
                continue;
            bits[written++] = (byte)pending;
            pending >>= 8;
            count -= 8;
        }

        return Finish(bits, written, pending, count, beyond);
    }

    /// <summary>
    /// Reads backward; a byte whose seven low bits are ones has only these after a byte above 8F, the one behind it in the codestream.
    /// </summary>
    /// <param name="source">The stream's bytes; the last is read first.</param>
    /// <param name="bits">Takes the bits, zeros following them; as long as the source and <see cref="Tail"/>.</param>
    /// <param name="skipsNibble">Whether the four low bits of the last byte belong to something else.</param>
    /// <returns>The number of bits.</returns>
    public static int Backward(ReadOnlySpan<byte> source, Span<byte> bits, bool skipsNibble)
    {
        ulong pending = 0;
        int count = 0;
        int written = 0;
        bool afterLarge = true;
        int position = source.Length - 1;
        if (skipsNibble && position >= 0)
        {
            byte last = source[position--];
            count = (last >> 4 & 7) == 7 ? 3 : 4;
            pending = (ulong)(last >> 4) & ((1UL << count) - 1);
            afterLarge = (last | 0x0F) > 0x8F;
        }

        for (; position >= 0; position--)
        {
            byte value = source[position];
            int width = afterLarge && (value & 0x7F) == 0x7F ? 7 : 8;
            pending |= (ulong)(value & ((1 << width) - 1)) << count;
            count += width;
            afterLarge = value > 0x8F;
            if (count < 8)
                continue;
            bits[written++] = (byte)pending;
            pending >>= 8;
            count -= 8;
        }

        return Finish(bits, written, pending, count, 0);
    }

    private static int Finish(Span<byte> bits, int written, ulong pending, int count, byte beyond)
    {
        int length = (written * 8) + count;
        bits.Slice(written, Tail).Fill(beyond);
        if (count > 0)
            bits[written] = (byte)(pending | (uint)(beyond << count));
        return length;
    }
}
