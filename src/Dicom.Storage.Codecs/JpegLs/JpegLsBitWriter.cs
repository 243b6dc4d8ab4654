using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Dicom.Storage.Codecs;

/// <summary>Writes the bits of a scan, with a zero bit behind each byte FF (T.87 A.1), to a pooled buffer.</summary>
internal sealed class JpegLsBitWriter : IDisposable
{
    /// <summary>The most bits that one call appends.</summary>
    public const int MaxAppend = 32;

    private byte[] _bytes;
    private int _length;
    private bool _isAfterPrefix;

    /// <summary>The bits that are not yet bytes, from the lowest up; a kernel keeps them in registers.</summary>
    public ulong Buffer;

    /// <summary>How many they are: below 32 between two calls.</summary>
    public int Bits;

    public JpegLsBitWriter(int capacity) => _bytes = ArrayPool<byte>.Shared.Rent(capacity);

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    /// <summary>Makes room for bits that are then appended without looking, stuffed ones included.</summary>
    public void Reserve(long bits)
    {
        long needed = _length + (bits / 7) + 16;
        if (needed <= _bytes.Length)
            return;
        if (needed > Array.MaxLength)
            throw new CodecException(CodecFailure.OverBudget, "JPEG-LS: the codestream would be larger than 2 GB.");

        byte[] larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(Array.MaxLength, Math.Max(needed, 2L * _bytes.Length)));
        Written.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }

    /// <summary>Appends up to 32 bits.</summary>
    public void Append(uint value, int count) => Append(ref Buffer, ref Bits, value, count);

    /// <summary>Appends up to 32 bits to a buffer that the caller has.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Append(ref ulong buffer, ref int bits, uint value, int count)
    {
        buffer = (buffer << count) | value;
        bits += count;
        if (bits < 32)
            return;

        uint word = (uint)(buffer >> (bits - 32));
        if (((~word - 0x0101_0101) & word & 0x8080_8080) == 0 && !_isAfterPrefix)
        {
            Unsafe.WriteUnaligned(
                ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_bytes), _length),
                BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(word) : word);
            _length += sizeof(uint);
            bits -= 32;
        }
        else
        {
            bits = EmitBytes(buffer, bits);
        }
    }

    /// <summary>Fills the last byte with zeros; a stuffed bit keeps it from making a marker with what follows (T.87 A.1).</summary>
    public void End()
    {
        while (Bits > 0)
            Bits = EmitByte(Buffer, Bits);
        if (_isAfterPrefix)
            _bytes[_length++] = 0;
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_bytes);

    /// <returns>The bits that are left: less than a byte.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private int EmitBytes(ulong buffer, int bits)
    {
        while (bits >= 8)
            bits = EmitByte(buffer, bits);
        return bits;
    }

    private int EmitByte(ulong buffer, int bits)
    {
        int size = _isAfterPrefix ? 7 : 8;
        byte next = (byte)((bits >= size ? buffer >> (bits - size) : buffer << (size - bits)) & ((1u << size) - 1));
        _bytes[_length++] = next;
        _isAfterPrefix = next == JpegLsMarker.Prefix;
        return Math.Max(0, bits - size);
    }
}
