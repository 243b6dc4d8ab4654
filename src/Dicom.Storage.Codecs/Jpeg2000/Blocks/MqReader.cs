using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Dicom.Storage.Codecs;

/// <summary>
/// The MQ decoder (T.800 C.3) with both registers at the upper end of 64 bits: A and Chigh are the topmost 16, below Chigh lie bits
/// already read, so that it renormalises by one shift. Passes copy it to a local so that its fields stay in registers.
/// </summary>
internal unsafe struct MqReader
{
    private ulong _a;
    private ulong _c;
    private byte* _next;
    private readonly byte* _end;
    private int _ahead;

    /// <summary>Begins a segment (T.800 C.3.5).</summary>
    /// <param name="bits">The segment without its stuffing; stays pinned while it is read.</param>
    /// <param name="length">Bytes at <paramref name="bits"/>, at least 8.</param>
    public MqReader(byte* bits, int length)
    {
        _a = 0x8000UL << 48;
        _c = (ulong)BinaryPrimitives.ReverseEndianness(Unsafe.ReadUnaligned<uint>(bits)) << 31;
        _ahead = 32 + 1 - 16;
        _next = bits + 4;
        _end = bits + length - 4;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Decode(ref uint context, ref uint states)
    {
        uint state = context;
        ulong qe = (ulong)(state & 0xFFFF0000) << 32;
        uint bit = state & 1;
        _a -= qe;
        uint next;
        if (_c >= qe)
        {
            _c -= qe;
            if ((long)_a < 0)
                return bit;
            bool exchanged = _a < qe;
            next = exchanged ? state >> 1 : state >> 8;
            bit ^= exchanged ? 1u : 0;
        }
        else
        {
            bool exchanged = _a < qe;
            next = exchanged ? state >> 8 : state >> 1;
            bit ^= exchanged ? 0u : 1;
            _a = qe;
        }

        // Seven bits, and the table has 128 words.
        context = Unsafe.Add(ref states, next & 0x7F);
        int shift = BitOperations.LeadingZeroCount(_a);
        _a <<= shift;
        _c <<= shift;
        _ahead -= shift;
        if (_ahead < 0)
            Fill();
        return bit;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Fill()
    {
        uint more = uint.MaxValue;
        if (_next <= _end)
        {
            more = BinaryPrimitives.ReverseEndianness(Unsafe.ReadUnaligned<uint>(_next));
            _next += 4;
        }

        _c |= (ulong)more << (16 - _ahead);
        _ahead += 32;
    }
}
