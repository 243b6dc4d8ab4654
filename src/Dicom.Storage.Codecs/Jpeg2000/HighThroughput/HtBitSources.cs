using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Dicom.Storage.Codecs;

/// <summary>
/// Takes the stuffing out of the bit streams of an HT segment (T.814 7.1), so that they are plain bits, the first one lowest: a reader
/// then only needs to know where it is. Behind the end there are 16 bytes of what the standard says follows.
/// </summary>
internal static class HtBitSources
{
    /// <summary>Bytes behind the bits.</summary>
    public const int Tail = 16;

    private const ulong Ones = 0x0101_0101_0101_0101;
    private const ulong Tops = 0x8080_8080_8080_8080;
    private const ulong SeventhTop = 1UL << 55;

    /// <summary>Reads forward; after a byte of FF the next has seven bits.</summary>
    /// <param name="source">The stream's bytes.</param>
    /// <param name="bits">Takes the bits; as long as the source and <see cref="Tail"/>.</param>
    /// <param name="beyond">The bytes that follow the end: FF or 0.</param>
    /// <returns>The number of bits.</returns>
    public static int Forward(ReadOnlySpan<byte> source, Span<byte> bits, byte beyond)
    {
        Plain plain = new(bits);
        int position = 0;
        int full = 0; // 1 behind a byte of FF
        while (position + 8 <= source.Length)
        {
            // Seven bytes, or as many as there are up to one of FF; the first of them may have seven bits.
            ulong next = BinaryPrimitives.ReadUInt64LittleEndian(source[position..]);
            ulong ends = (~next - Ones) & next & Tops | SeventhTop;
            int bytes = (BitOperations.TrailingZeroCount(ends) >> 3) + 1;
            ulong whole = full == 0 ? next : next & 0x7F | (next & ~0xFFUL) >> 1;
            plain.Add(whole, (8 * bytes) - full);
            full = (byte)(next >> (8 * (bytes - 1))) == 0xFF ? 1 : 0;
            position += bytes;
        }

        for (; position < source.Length; position++)
        {
            plain.Add(source[position], 8 - full);
            full = source[position] == 0xFF ? 1 : 0;
        }

        return plain.Finish(beyond);
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
        Plain plain = new(bits);
        bool afterLarge = true;
        int position = source.Length - 1;
        if (skipsNibble && position >= 0)
        {
            byte last = source[position--];
            plain.Add((ulong)(last >> 4), (last >> 4 & 7) == 7 ? 3 : 4);
            afterLarge = (last | 0x0F) > 0x8F;
        }

        while (position >= 7)
        {
            // Seven bytes, or as many as there are up to one of seven bits.
            ulong next = BinaryPrimitives.ReadUInt64BigEndian(source[(position - 7)..]);
            ulong rest = next & ~Tops;
            ulong large = (rest + (0x70 * Ones)) & next & Tops;
            ulong shorter = (rest + Ones) & (large << 8 | (afterLarge ? 0x80UL : 0)) & Tops;
            int at = BitOperations.TrailingZeroCount(shorter | 1UL << 63) >> 3;
            int bytes = Math.Min(at + 1, 7);
            plain.Add(next, (8 * bytes) - (at < 7 ? 1 : 0));
            afterLarge = (byte)(next >> (8 * (bytes - 1))) > 0x8F;
            position -= bytes;
        }

        for (; position >= 0; position--)
        {
            byte value = source[position];
            plain.Add(value, afterLarge && (value & 0x7F) == 0x7F ? 7 : 8);
            afterLarge = value > 0x8F;
        }

        return plain.Finish(0);
    }

    /// <summary>Bits that are written one behind the other.</summary>
    private ref struct Plain(Span<byte> bits)
    {
        private readonly Span<byte> _bits = bits;
        private ulong _pending;
        private int _count;
        private int _written;

        /// <summary>Adds the lowest bits of a value, 56 at most.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(ulong value, int count)
        {
            _pending |= (value & ((1UL << count) - 1)) << _count;
            _count += count;
            BinaryPrimitives.WriteUInt64LittleEndian(_bits[_written..], _pending);
            _written += _count >> 3;
            _pending >>= _count & 56;
            _count &= 7;
        }

        public readonly int Finish(byte beyond)
        {
            _bits.Slice(_written, Tail).Fill(beyond);
            if (_count > 0)
                _bits[_written] = (byte)(_pending | (uint)(beyond << _count));
            return (_written * 8) + _count;
        }
    }
}
