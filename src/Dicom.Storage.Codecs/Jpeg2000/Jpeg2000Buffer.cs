using System.Buffers;
using System.Buffers.Binary;

namespace Dicom.Storage.Codecs;

/// <summary>The bytes of headers and packets, big endian.</summary>
internal sealed class Jpeg2000Buffer : IDisposable
{
    private readonly PooledBufferWriter _bytes = new();

    public int Length => _bytes.WrittenCount;

    public ReadOnlySpan<byte> Written => _bytes.Written.Span;

    public Span<byte> GetSpan(int size) => _bytes.GetSpan(size);

    public void Clear() => _bytes.Clear();

    public void Advance(int count) => _bytes.Advance(count);

    public void WriteByte(int value)
    {
        GetSpan(1)[0] = (byte)value;
        Advance(1);
    }

    public void WriteUInt16(int value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(GetSpan(2), (ushort)value);
        Advance(2);
    }

    public void WriteUInt32(uint value)
    {
        BinaryPrimitives.WriteUInt32BigEndian(GetSpan(4), value);
        Advance(4);
    }

    public void Write(ReadOnlySpan<byte> bytes) => _bytes.Write(bytes);

    public void Dispose() => _bytes.Dispose();
}
