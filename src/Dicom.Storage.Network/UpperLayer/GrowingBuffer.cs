using System.Buffers;

namespace Dicom.Storage.Network;

/// <summary>Collects what must be whole to be read: an association PDU, a command set. Grows with the bytes that came, never by a declared length.</summary>
/// <param name="onChanged">Told how many bytes more, or less, the buffer holds.</param>
internal sealed class GrowingBuffer(Action<int>? onChanged = null) : IDisposable
{
    private const int FirstLength = 512;
    private byte[] _array = [];

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Written => _array.AsMemory(0, Length);

    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (_array.Length - Length < bytes.Length)
            Grow(Length + bytes.Length);
        bytes.CopyTo(_array.AsSpan(Length));
        Length += bytes.Length;
    }

    /// <summary>Forgets the bytes and gives the memory back.</summary>
    public void Clear()
    {
        if (_array.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_array);
            onChanged?.Invoke(-_array.Length);
        }

        _array = [];
        Length = 0;
    }

    public void Dispose() => Clear();

    private void Grow(int needed)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, Math.Max(FirstLength, _array.Length * 2)));
        Written.Span.CopyTo(larger);
        if (_array.Length > 0)
            ArrayPool<byte>.Shared.Return(_array);
        onChanged?.Invoke(larger.Length - _array.Length);
        _array = larger;
    }
}
