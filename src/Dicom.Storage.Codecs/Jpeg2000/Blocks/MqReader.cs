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

    /// <summary>
    /// The same without a branch on the symbol, for symbols that cannot be predicted: those of refinement passes are as good as random.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint DecodeRandom(ref uint context, ref uint states)
    {
        uint state = context;
        ulong qe = (ulong)(state & 0xFFFF0000) << 32;
        _a -= qe;
        uint isLower = Unsafe.BitCast<bool, byte>(_c < qe);
        uint isLess = isLower ^ Unsafe.BitCast<bool, byte>(_a < qe);
        ulong lower = 0 - (ulong)isLower;
        _c -= qe & ~lower;
        _a = (_a & ~lower) | (qe & lower);
        int shift = BitOperations.LeadingZeroCount(_a);
        // The state after: of bits 8 to 14, or 1 to 7 for the less probable symbol. It is the same state as long as nothing is shifted.
        uint next = Unsafe.Add(ref states, state >> (int)(8 - 7 * isLess) & 0x7F);
        uint changes = 0 - (uint)Unsafe.BitCast<bool, byte>(shift != 0);
        context = (next & changes) | (state & ~changes);
        _a <<= shift;
        _c <<= shift;
        _ahead -= shift;
        if (_ahead < 0)
            Fill();
        return (state ^ isLess) & 1;
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
