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
