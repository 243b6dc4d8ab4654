namespace Dicom.Storage.DataSets;

/// <summary>
/// The private creators of the group that is being read, at each level (PS3.5 7.8.1). Tags ascend, so those of one group are
/// forgotten when the next begins: at most 240 a level are held.
/// </summary>
internal sealed class PrivateBlocks
{
    private readonly List<Block> _blocks = [];

    /// <summary>Forgets what belongs to levels deeper than this one, and to another group of this level.</summary>
    public void Enter(int depth, ushort group)
    {
        while (_blocks.Count > 0 && (_blocks[^1].Depth > depth || (_blocks[^1].Depth == depth && _blocks[^1].Group != group)))
            _blocks.RemoveAt(_blocks.Count - 1);
    }

    public void Clear() => _blocks.Clear();

    /// <summary>Keeps the creator that reserves a block: (gggg,00bb) for (gggg,bb00) to (gggg,bbFF).</summary>
    public void Reserve(int depth, DicomTag tag, ReadOnlySpan<byte> creator)
    {
        bool isUnique = true;
        foreach (Block block in _blocks)
            isUnique &= block.Depth != depth || !creator.SequenceEqual(block.Creator);
        _blocks.Add(new Block(depth, tag.Group, (byte)tag.Element, creator.ToArray(), isUnique));
    }

    /// <summary>Finds the creator of a private element.</summary>
    /// <param name="isUnique">Whether no other block of the group has the same creator, so that the creator names the block.</param>
    public bool TryFind(int depth, DicomTag tag, out ReadOnlySpan<byte> creator, out bool isUnique)
    {
        for (int i = _blocks.Count - 1; i >= 0 && _blocks[i].Depth == depth; i--)
        {
            if (_blocks[i].Number != tag.Element >> 8)
                continue;
            creator = _blocks[i].Creator;
            isUnique = _blocks[i].IsUnique;
            return true;
        }

        creator = default;
        isUnique = false;
        return false;
    }

    private readonly record struct Block(int Depth, ushort Group, byte Number, byte[] Creator, bool IsUnique);
}
