using System.Buffers;

namespace Dicom.Storage.DataSets;

/// <summary>Pooled blocks from which the kept values of one file are cut; a block grows with what was kept before it, not with a declared length.</summary>
internal sealed class ValueArena
{
    private const int FirstBlock = 8 * 1024;
    private const int LargestBlock = 256 * 1024;

    private readonly List<byte[]> _blocks = [];
    private byte[] _block = [];
    private int _used;
    private int _next = FirstBlock;

    /// <summary>Gets how many bytes were taken.</summary>
    public long Bytes { get; private set; }

    public ArraySegment<byte> Take(int length)
    {
        if (length == 0)
            return ArraySegment<byte>.Empty;
        Bytes += length;
        if (length > _block.Length - _used)
        {
            // A large value gets an array of its own, so that the rest of the block is not wasted.
            if (length > _next / 4)
                return new ArraySegment<byte>(Rent(length), 0, length);
            _block = Rent(_next);
            _used = 0;
            _next = Math.Min(_next * 2, LargestBlock);
        }

        var taken = new ArraySegment<byte>(_block, _used, length);
        _used += length;
        return taken;
    }

    public void Release()
    {
        foreach (byte[] block in _blocks)
            ArrayPool<byte>.Shared.Return(block);
        _blocks.Clear();
        _block = [];
        _used = 0;
    }

    private byte[] Rent(int length)
    {
        byte[] block = ArrayPool<byte>.Shared.Rent(length);
        _blocks.Add(block);
        return block;
    }
}
