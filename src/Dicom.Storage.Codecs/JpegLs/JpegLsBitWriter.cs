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
    private ulong _buffer;
    private int _bits;

    public JpegLsBitWriter(int capacity) => _bytes = ArrayPool<byte>.Shared.Rent(capacity);

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    /// <summary>Makes room for bits that <see cref="Append"/> then adds without looking, stuffed ones included.</summary>
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
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Append(uint value, int count)
    {
        _buffer = (_buffer << count) | value;
        _bits += count;
        if (_bits >= 32)
            Flush();
    }

    /// <summary>Fills the last byte with zeros; a stuffed bit keeps it from making a marker with what follows (T.87 A.1).</summary>
    public void End()
    {
        while (_bits > 0)
            EmitByte();
        if (IsAfterPrefix)
            _bytes[_length++] = 0;
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_bytes);

    private bool IsAfterPrefix => _length > 0 && _bytes[_length - 1] == JpegLsMarker.Prefix;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Flush()
    {
        uint word = (uint)(_buffer >> (_bits - 32));
        if (((~word - 0x0101_0101) & word & 0x8080_8080) == 0 && !IsAfterPrefix)
        {
            Unsafe.WriteUnaligned(
                ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_bytes), _length),
                BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(word) : word);
            _length += sizeof(uint);
            _bits -= 32;
        }
        else
        {
            EmitBytes();
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void EmitBytes()
    {
        while (_bits >= 8)
            EmitByte();
    }

    private void EmitByte()
    {
        int size = IsAfterPrefix ? 7 : 8;
        _bytes[_length++] = (byte)((_bits >= size ? _buffer >> (_bits - size) : _buffer << (size - _bits)) & ((1u << size) - 1));
        _bits = Math.Max(0, _bits - size);
    }
}
