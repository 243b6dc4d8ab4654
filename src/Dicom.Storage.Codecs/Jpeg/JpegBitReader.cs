using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Dicom.Storage.Codecs;

/// <summary>
/// Reads bits from entropy-coded data without its stuffed zeros. The next bits stand at the top of 64. Past the end it gives zeros;
/// whoever reads asks <see cref="HasOverrun"/> from time to time.
/// </summary>
internal ref struct JpegBitReader
{
    /// <summary>Bytes that must lie behind the data, whatever they are.</summary>
    public const int Margin = 8;

    private readonly ref byte _data;
    private readonly int _end;
    private int _position;
    private int _count;
    private ulong _bits;

    /// <param name="buffer">The data and <see cref="Margin"/> bytes of zero.</param>
    public JpegBitReader(ReadOnlySpan<byte> buffer)
    {
        _data = ref MemoryMarshal.GetReference(buffer);
        _end = buffer.Length - Margin;
    }

    /// <summary>Whether more was read than there was.</summary>
    public readonly bool HasOverrun => ((long)_position * 8) - _count > (long)_end * 8;

    /// <summary>Gets the bits to come; at least 32 of them count after <see cref="Refill"/>.</summary>
    public readonly ulong Bits => _bits;

    /// <summary>Sees that there are 32 bits or more: a code of 16 and what follows it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Refill()
    {
        if (_count < 32)
            Load();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Drop(int bits)
    {
        _bits <<= bits;
        _count -= bits;
    }

    /// <summary>Reads a code and the bits that follow it: the value in the upper 16 bits, the symbol in bits 8 to 15.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Read(JpegHuffmanTable table)
    {
        Refill();
        uint entry = table.Look(_bits);
        // The table gets the bits and not this reader, whose address would keep it out of registers.
        if ((entry & (JpegHuffmanTable.NeedsValue | JpegHuffmanTable.NeedsSearch)) != 0)
            entry = table.Resolve(entry, _bits);
        Drop((int)(entry & JpegHuffmanTable.BitsMask));
        return entry;
    }

    public int ReadBits(int count)
    {
        if (count == 0)
            return 0;
        Refill();
        int value = (int)(_bits >> (64 - count));
        Drop(count);
        return value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int ReadBit()
    {
        Refill();
        int value = (int)(_bits >> 63);
        Drop(1);
        return value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Load()
    {
        int bytes = (63 - _count) >> 3;
        // In bounds: eight bytes lie behind the end, so a load may begin anywhere up to it. Past it only zeros come.
        if (_position <= _end)
        {
            ulong next = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref _data, _position));
            _bits |= (BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(next) : next) >> _count;
        }

        _position += bytes;
        _count += bytes * 8;
    }
}
