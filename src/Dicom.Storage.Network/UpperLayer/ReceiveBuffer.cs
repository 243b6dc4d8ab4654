using System.Buffers;

namespace Dicom.Storage.Network;

/// <summary>The one buffer into which an association receives: pooled, of fixed size, there only while there is something to receive.</summary>
internal sealed class ReceiveBuffer(int length) : IDisposable
{
    private byte[]? _array;
    private int _start;
    private int _end;

    public bool IsEmpty => _start == _end;

    /// <summary>Gets what was received and not yet consumed; valid until the next <see cref="Prepare"/>.</summary>
    public ReadOnlyMemory<byte> Unread => _array.AsMemory(_start, _end - _start);

    /// <summary>Makes room and gets it. Moves what is unread to the front: the few bytes of an incomplete header.</summary>
    public Memory<byte> Prepare()
    {
        _array ??= ArrayPool<byte>.Shared.Rent(length);
        if (_start > 0)
        {
            _array.AsSpan(_start, _end - _start).CopyTo(_array);
            _end -= _start;
            _start = 0;
        }

        return _array.AsMemory(_end, length - _end);
    }

    public void Received(int count) => _end += count;

    public void Consume(int count)
    {
        _start += count;
        if (_start == _end)
            _start = _end = 0;
    }

    /// <summary>Gives the memory back while nothing is unread.</summary>
    public void Release()
    {
        if (_array is null || !IsEmpty)
            return;
        ArrayPool<byte>.Shared.Return(_array);
        _array = null;
    }

    /// <summary>Discards what is unread and gives the memory back.</summary>
    public void Dispose()
    {
        _start = _end = 0;
        Release();
    }
}
