using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Dicom.Storage.Codecs;

/// <summary>Writes bits, and a zero behind each FF (T.81 F.1.2.3). Bytes gather in a buffer, which goes out between pieces of work.</summary>
internal ref struct JpegBitWriter
{
    private readonly IBufferWriter<byte> _destination;
    private readonly Span<byte> _buffer;
    private int _length;
    private int _count;
    private ulong _bits;

    /// <param name="buffer">Room for the piece of work between two calls of <see cref="FlushIfBelow"/>.</param>
    public JpegBitWriter(IBufferWriter<byte> destination, Span<byte> buffer)
    {
        _destination = destination;
        _buffer = buffer;
    }

    /// <summary>Writes up to 32 bits, which must have zeros above them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(uint bits, int count)
    {
        _bits = (_bits << count) | bits;
        _count += count;
        if (_count >= 32)
            Store();
    }

    /// <summary>Sends what has gathered when less room than this is left.</summary>
    public void FlushIfBelow(int room)
    {
        if (_buffer.Length - _length >= room)
            return;
        _destination.Write(_buffer[.._length]);
        _length = 0;
    }

    /// <summary>Fills the last byte with ones and sends everything.</summary>
    public void Finish()
    {
        FlushIfBelow(16);
        if (_count % 8 != 0)
        {
            int fill = 8 - (_count % 8);
            _bits = (_bits << fill) | ((1u << fill) - 1);
            _count += fill;
        }

        while (_count > 0)
        {
            _count -= 8;
            Put((byte)(_bits >> _count));
        }

        _destination.Write(_buffer[.._length]);
        _length = 0;
    }

    private void Store()
    {
        _count -= 32;
        uint word = (uint)(_bits >> _count);
        // A byte of FF is one whose complement is zero.
        uint complement = ~word;
        if (((complement - 0x0101_0101) & ~complement & 0x8080_8080) == 0)
        {
            BinaryPrimitives.WriteUInt32BigEndian(_buffer[_length..], word);
            _length += 4;
            return;
        }

        for (int shift = 24; shift >= 0; shift -= 8)
            Put((byte)(word >> shift));
    }

    private void Put(byte value)
    {
        _buffer[_length++] = value;
        if (value == JpegMarker.Prefix)
            _buffer[_length++] = 0;
    }
}
