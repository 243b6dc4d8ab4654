using System.Buffers.Binary;

namespace Dicom.Storage.Codecs;

/// <summary>
/// Takes the stuffing out of a codeword segment. After a byte of FF the next has seven new bits, and its first is a carry into what
/// went before (T.800 C.2.4, C.3.5); from a byte above 8F there on the decoder is fed ones. What comes out is plain bits, so that the
/// decoder fills its register by 32 at a time. A carry early is no other code value than a carry late: in a stream of an encoder the
/// interval's base never exceeds what it wrote.
/// </summary>
internal static class SegmentBytes
{
    /// <summary>Bytes of ones behind the bits.</summary>
    private const int Tail = 8;

    /// <summary>The room that <see cref="Unstuff"/> needs for a segment.</summary>
    public static int RoomFor(int length) => length + Tail + 8;

    /// <summary>Writes the bits and then ones.</summary>
    /// <returns>The bytes that were written; behind them all is to be taken for ones.</returns>
    public static int Unstuff(ReadOnlySpan<byte> segment, Span<byte> bits)
    {
        int written = 0;
        int first = segment.IndexOf((byte)0xFF);
        if (first < 0)
        {
            segment.CopyTo(bits);
            written = segment.Length;
        }
        else
        {
            written = UnstuffFrom(segment, first, bits);
        }

        bits.Slice(written, Tail).Fill(0xFF);
        return written + Tail;
    }

    /// <summary>The opposite: makes the bytes of a segment of plain bits. Ones at the end are left out, which a decoder adds by itself.</summary>
    /// <returns>The bytes that were written, not more than <see cref="StuffedRoomFor"/>.</returns>
    public static int Stuff(ReadOnlySpan<byte> bits, int count, Span<byte> segment)
    {
        int written = 0;
        int position = 0;
        int previous = 0;
        while (position < count)
        {
            int take = previous == 0xFF ? 7 : 8;
            // Two bytes hold any eight bits; behind the last bit there are ones.
            int index = position >> 3;
            int left = count - index * 8;
            int pair = bits[index] << 8 | (index + 1 < bits.Length ? bits[index + 1] : 0);
            if (left < 16)
                pair |= 0xFFFF >> left;
            previous = pair >> (16 - (position & 7) - take) & ((1 << take) - 1);
            segment[written++] = (byte)previous;
            position += take;
        }

        while (true)
        {
            if (written > 0 && segment[written - 1] == 0xFF)
                written--;
            else if (written > 1 && segment[written - 1] == 0x7F && segment[written - 2] == 0xFF)
                written -= 2;
            else
                return written;
        }
    }

    public static int StuffedRoomFor(int bits) => bits / 7 + 2;

    private static int UnstuffFrom(ReadOnlySpan<byte> segment, int first, Span<byte> bits)
    {
        segment[..first].CopyTo(bits);
        int written = first;
        ulong pending = 0; // bits not yet written, at the right
        int count = 0;
        int previous = 0;
        for (int i = first; i < segment.Length; i++)
        {
            int value = segment[i];
            if (previous == 0xFF)
            {
                if (value > 0x8F)
                    break;
                pending = (pending << 7) + (uint)value;
                count += 7;
                if (pending >> count != 0)
                {
                    pending &= (1UL << count) - 1;
                    Carry(bits[..written]);
                }
            }
            else
            {
                pending = pending << 8 | (uint)value;
                count += 8;
            }

            previous = value;
            // Eight bits stay behind: most carries end in them.
            if (count >= 40)
            {
                BinaryPrimitives.WriteUInt32BigEndian(bits[written..], (uint)(pending >> (count - 32)));
                written += 4;
                count -= 32;
                pending &= (1UL << count) - 1;
            }
        }

        // The last bits, filled up with ones.
        ulong last = count == 0 ? ulong.MaxValue : pending << (64 - count) | ulong.MaxValue >> count;
        BinaryPrimitives.WriteUInt64BigEndian(bits[written..], last);
        return written + (count + 7) / 8;
    }

    private static void Carry(Span<byte> written)
    {
        for (int i = written.Length - 1; i >= 0 && ++written[i] == 0; i--)
        {
        }
    }
}
