using System.Buffers;

namespace Dicom.Storage.Codecs;

/// <summary>What packets brought for code-blocks: a linked list of pieces of the codestream for each block. Grows with the packets read, which the codestream bounds.</summary>
internal sealed class BlockPieces : IDisposable
{
    private BlockPiece[] _pieces = ArrayPool<BlockPiece>.Shared.Rent(1024);
    private int _count;

    public ref readonly BlockPiece this[int index] => ref _pieces.AsSpan(0, _count)[index];

    public int Count => _count;

    /// <summary>Adds a piece whose place is not known yet.</summary>
    public void Add(ref CodeBlock block, int length, int passes, bool startsSegment)
    {
        if (_count == _pieces.Length)
            Grow();
        _pieces[_count] = new BlockPiece { Length = length, Passes = (short)passes, StartsSegment = startsSegment };
        if (block.LastPiece == 0)
            block.FirstPiece = _count + 1;
        else
            _pieces[block.LastPiece - 1].Next = _count + 1;
        block.LastPiece = ++_count;
    }

    /// <summary>Gives the pieces that a packet added their places, one behind the other.</summary>
    /// <returns>The end of the last.</returns>
    public int Place(int first, int start, int end)
    {
        foreach (ref BlockPiece piece in _pieces.AsSpan(first, _count - first))
        {
            if (piece.Length > end - start)
                throw Jpeg2000Errors.EndsEarly();
            piece.Start = start;
            start += piece.Length;
        }

        return start;
    }

    public void Clear() => _count = 0;

    public void Dispose()
    {
        ArrayPool<BlockPiece>.Shared.Return(_pieces);
        _pieces = [];
        _count = 0;
    }

    private void Grow()
    {
        BlockPiece[] larger = ArrayPool<BlockPiece>.Shared.Rent(_pieces.Length * 2);
        _pieces.AsSpan(0, _count).CopyTo(larger);
        ArrayPool<BlockPiece>.Shared.Return(_pieces);
        _pieces = larger;
    }
}

/// <summary>Bytes of the codestream that belong to a codeword segment of a code-block.</summary>
internal struct BlockPiece
{
    public int Start;
    public int Length;

    /// <summary>Coding passes that it adds.</summary>
    public short Passes;
    public bool StartsSegment;

    /// <summary>The block's next piece plus one; 0 for none.</summary>
    public int Next;
}
