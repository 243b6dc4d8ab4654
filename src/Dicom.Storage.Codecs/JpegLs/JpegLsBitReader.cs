using System.Numerics;
using System.Runtime.CompilerServices;

namespace Dicom.Storage.Codecs;

/// <summary>
/// The bits of a scan: behind each byte FF the next one has seven (T.87 A.1). Reading goes on with zeros where they end; who reads
/// asks <see cref="HasOverrun"/> once a line.
/// </summary>
internal ref struct JpegLsBitReader
{
    /// <summary>The bits that <see cref="Fill"/> leaves in the buffer at least.</summary>
    public const int FilledBits = 57;

    /// <summary>The codestream, from its start: before a scan's first byte there is always another.</summary>
    public readonly ReadOnlySpan<byte> Data;

    /// <summary>The next bits, from the highest on. Below <see cref="Bits"/> there may be bits that the next filling brings again.</summary>
    public ulong Buffer;

    /// <summary>How many bits of the buffer count.</summary>
    public int Bits;

    /// <summary>The next byte.</summary>
    public int Position;

    private long _padding;

    public JpegLsBitReader(ReadOnlySpan<byte> data, int position)
    {
        Data = data;
        Position = position;
    }

    /// <summary>Gets whether more bits were taken than there were.</summary>
    public readonly bool HasOverrun => _padding > Bits;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Fill()
    {
        while (Bits < FilledBits)
        {
            int next = Position < Data.Length ? Data[Position] : -1;
            bool isData = next >= 0 && (next != JpegLsMarker.Prefix || (Position + 1 < Data.Length && Data[Position + 1] < 0x80));
            if (!isData)
            {
                // The buffer may hold a part of the byte that was looked at; the rest is zero.
                _padding += 64 - Bits;
                Buffer &= Bits == 0 ? 0 : ulong.MaxValue << (64 - Bits);
                Bits = 64;
                return;
            }

            int size = Data[Position - 1] == JpegLsMarker.Prefix ? 7 : 8;
            Buffer |= (ulong)next << (64 - size - Bits);
            Bits += size;
            Position++;
        }
    }

    /// <summary>Takes back the state that a kernel had in registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Restore(ulong buffer, int bits, int position)
    {
        Buffer = buffer;
        Bits = bits;
        Position = position;
    }

    public int ReadBit()
    {
        if (Bits == 0)
            Fill();
        int bit = (int)(Buffer >> 63);
        Buffer <<= 1;
        Bits--;
        return bit;
    }

    /// <summary>Reads up to 31 bits.</summary>
    public int ReadBits(int count)
    {
        if (count == 0)
            return 0;
        if (Bits < count)
            Fill();
        int value = (int)(Buffer >> (64 - count));
        Buffer <<= count;
        Bits -= count;
        return value;
    }

    /// <summary>Reads a limited Golomb code (T.87 A.5.3).</summary>
    /// <param name="k">The Golomb parameter.</param>
    /// <param name="escape">The zeros that say that the value follows as it is.</param>
    /// <param name="valueBits">The bits of such a value.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public int ReadCode(int k, int escape, int valueBits)
    {
        Fill(); // 57 bits hold the longest row of zeros, 55, and the one behind it
        int zeros = BitOperations.LeadingZeroCount(Buffer);
        if (zeros > escape)
            throw JpegLsErrors.Invalid("a Golomb code is too long.");
        Buffer = Buffer << zeros << 1;
        Bits -= zeros + 1;
        long code = zeros == escape ? ReadBits(valueBits) + 1L : ((long)zeros << k) | (uint)ReadBits(k);
        if (code > JpegLsCoding.MaxCode)
            throw JpegLsErrors.Invalid("an error is out of range.");
        return (int)code;
    }
}
