using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Dicom.Storage.Codecs;

/// <summary>
/// The MQ encoder (T.800 C.2) without its bit stuffing: code bits are collected in 64 bits and written by 32, a carry goes back into
/// what was written, and <see cref="SegmentBytes.Stuff"/> makes bytes of them at the end. The code value is the standard's.
/// </summary>
internal unsafe struct MqWriter
{
    /// <summary>Where the bits go: the caller bounds how many decisions are coded, each of which makes 15 bits at most.</summary>
    private readonly byte* _start;
    private byte* _next;
    private ulong _c;
    private uint _a;

    /// <summary>Bits of C above its 16 that are to be written. The first, of the initial interval of 8000, is always 0 and never written.</summary>
    private int _count;

    public MqWriter(byte* bits)
    {
        _start = bits;
        _next = bits;
        _a = 0x8000;
        _count = -1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Encode(uint bit, ref uint context, ref uint states)
    {
        uint state = context;
        uint qe = state >> 16;
        _a -= qe;
        uint next;
        if (((state ^ bit) & 1) == 0)
        {
            if ((_a & 0x8000) != 0)
            {
                _c += qe;
                return;
            }

            if (_a < qe)
                _a = qe;
            else
                _c += qe;
            next = state >> 8;
        }
        else
        {
            if (_a < qe)
                _c += qe;
            else
                _a = qe;
            next = state >> 1;
        }

        // Seven bits, and the table has 128 words.
        context = Unsafe.Add(ref states, next & 0x7F);
        int shift = BitOperations.LeadingZeroCount(_a) - 16;
        _a <<= shift;
        _c <<= shift;
        _count += shift;
        if (_count >= 32)
            Write();
    }

    /// <summary>The same without a branch on the symbol, for symbols that cannot be predicted; see <see cref="MqReader.DecodeRandom"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void EncodeRandom(uint bit, ref uint context, ref uint states)
    {
        uint state = context;
        uint qe = state >> 16;
        uint isLess = (state ^ bit) & 1;
        _a -= qe;
        uint lower = 0 - (isLess ^ Unsafe.BitCast<bool, byte>(_a < qe));
        _c += qe & ~lower;
        _a = (_a & ~lower) | (qe & lower);
        int shift = BitOperations.LeadingZeroCount(_a) - 16;
        uint next = Unsafe.Add(ref states, state >> (int)(8 - 7 * isLess) & 0x7F);
        uint changes = 0 - (uint)Unsafe.BitCast<bool, byte>(shift != 0);
        context = (next & changes) | (state & ~changes);
        _a <<= shift;
        _c <<= shift;
        _count += shift;
        if (_count >= 32)
            Write();
    }

    /// <summary>Ends the segment with the value of the interval that ends in most ones (T.800 C.2.9), which a decoder takes for granted.</summary>
    /// <returns>The number of bits.</returns>
    public int Complete()
    {
        ulong last = _c | 0xFFFF;
        if (last >= _c + _a)
            last -= 0x8000;
        // Fifteen ones at the end are left out.
        ulong value = last >> 15;
        int count = _count + 1;
        if (value >> count != 0)
            Carry();
        int bits = (int)(_next - _start) * 8 + count;
        BinaryPrimitives.WriteUInt64BigEndian(new Span<byte>(_next, sizeof(ulong)), count == 0 ? 0 : value << (64 - count));
        return bits;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Write()
    {
        int kept = 16 + _count - 32;
        ulong value = _c >> kept;
        _c &= (1UL << kept) - 1;
        _count -= 32;
        if (value >> 32 != 0)
            Carry();
        Unsafe.WriteUnaligned(_next, BinaryPrimitives.ReverseEndianness((uint)value));
        _next += 4;
    }

    private readonly void Carry()
    {
        for (byte* at = _next - 1; at >= _start && ++*at == 0; at--)
        {
        }
    }
}
