using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Dicom.Storage.Codecs;

/// <summary>Puts the stuffing into plain bits, the opposite of <see cref="HtBitSources"/> (T.814 7.1).</summary>
internal static class HtBitTargets
{
    /// <summary>The room that <see cref="Forward"/> and <see cref="Backward"/> need for so many bits.</summary>
    public static int RoomFor(int bits) => (bits / 7) + 10;

    /// <summary>Writes bytes forward; after a byte of FF the next has seven bits. It ends with ones and never in FF, which readers see behind the end.</summary>
    /// <param name="bits">The bits, and <see cref="HtBitWriter.Slack"/> bytes behind them.</param>
    /// <param name="count">How many they are.</param>
    /// <param name="target">Takes the bytes.</param>
    /// <returns>The bytes that were written.</returns>
    public static int Forward(ReadOnlySpan<byte> bits, int count, Span<byte> target)
    {
        int position = 0;
        int written = 0;
        while (position < count)
        {
            ulong next = BinaryPrimitives.ReadUInt64LittleEndian(bits[(position >> 3)..]) >> (position & 7);
            int left = count - position;
            if (left < 56)
                next |= ulong.MaxValue << left;

            // Seven bytes at once, or up to the first FF and the seven bits after it.
            BinaryPrimitives.WriteUInt64LittleEndian(target[written..], next);
            ulong full = (~next - 0x0001_0101_0101_0101) & next & 0x0080_8080_8080_8080;
            int taken = full == 0 ? 7 : (BitOperations.TrailingZeroCount(full) >> 3) + 1;
            taken = Math.Min(taken, (left + 7) >> 3);
            written += taken;
            position += taken * 8;
            if (target[written - 1] != 0xFF || position >= count)
                continue;
            int rest = ReadByte(bits, position);
            left = count - position;
            target[written++] = (byte)((left < 7 ? rest | 0x7F << left : rest) & 0x7F);
            position += 7;
        }

        while (written > 0 && (target[written - 1] == 0xFF || (target[written - 1] == 0x7F && written > 1 && target[written - 2] == 0xFF)))
            written--;
        return written;
    }

    /// <summary>Writes bytes backward behind the nibble that the length takes; after a byte above 8F, one of seven ones has no eighth bit.</summary>
    /// <param name="bits">The bits, and <see cref="HtBitWriter.Slack"/> zero bytes behind them.</param>
    /// <param name="count">How many they are.</param>
    /// <param name="target">Takes the bytes at its end; the last has its low nibble free.</param>
    /// <returns>The bytes that were written.</returns>
    public static int Backward(ReadOnlySpan<byte> bits, int count, Span<byte> target)
    {
        int first = ReadByte(bits, 0);
        int position = (first & 7) == 7 ? 3 : 4;
        int last = (first & ((1 << position) - 1)) << 4;
        int start = target.Length;
        target[--start] = (byte)last;
        bool afterLarge = (last | 0x0F) > 0x8F;
        while (position < count)
        {
            int next = ReadByte(bits, position);
            bool isShort = afterLarge && (next & 0x7F) == 0x7F;
            next = isShort ? 0x7F : next;
            target[--start] = (byte)next;
            position += isShort ? 7 : 8;
            afterLarge = next > 0x8F;
        }

        return target.Length - start;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int ReadByte(ReadOnlySpan<byte> bits, int position) =>
        (byte)(BinaryPrimitives.ReadUInt16LittleEndian(bits[(position >> 3)..]) >> (position & 7));
}
