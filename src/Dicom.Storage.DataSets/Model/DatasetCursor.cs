namespace Dicom.Storage.DataSets;

/// <summary>Walks over a data set and everything in it, giving the tokens that <see cref="DataSetReader"/> gives; with a stack of its own, whatever the depth.</summary>
internal sealed class DatasetCursor
{
    private readonly Stack<Level> _outer = new();
    private Level _level;

    public DatasetCursor(DicomDataset root)
    {
        _level.Dataset = root;
        Dataset = root;
    }

    /// <summary>Gets the data set, or item, that <see cref="Item"/> is in; at the start of an item that item.</summary>
    public DicomDataset Dataset { get; private set; }

    /// <summary>Gets the element, the sequence that begins or ends, or the fragments.</summary>
    public DicomItem? Item { get; private set; }

    /// <summary>Gets the number of the current fragment; 0 is the Basic Offset Table.</summary>
    public int FragmentIndex { get; private set; }

    /// <summary>Gets the number of the item that has ended.</summary>
    public int ItemIndex { get; private set; }

    /// <summary>Gets how many sequences are open.</summary>
    public int Depth { get; private set; }

    /// <summary>Goes on to the next token; <see cref="DataSetToken.NeedMoreData"/> at the end.</summary>
    public DataSetToken Read()
    {
        if (_level.Sequence is { } sequence)
            return ReadSequence(sequence);
        if (_level.Fragments is { } fragments)
            return ReadFragments(fragments);

        if (_level.Next == _level.Dataset!.Count)
            return EndDataset();

        Item = _level.Dataset.ItemAt(_level.Next++);
        switch (Item)
        {
            case DicomSequence started:
                Push(new Level { Sequence = started });
                Depth++;
                return DataSetToken.SequenceStart;
            case DicomFragmentSequence started:
                Push(new Level { Fragments = started });
                return DataSetToken.FragmentsStart;
            default:
                return DataSetToken.Element;
        }
    }

    private DataSetToken ReadSequence(DicomSequence sequence)
    {
        Item = sequence;
        if (_level.Next < sequence.Items.Count)
        {
            Dataset = sequence.Items[_level.Next++];
            Push(new Level { Dataset = Dataset });
            return DataSetToken.ItemStart;
        }

        _level = _outer.Pop();
        Depth--;
        return DataSetToken.SequenceEnd;
    }

    private DataSetToken ReadFragments(DicomFragmentSequence fragments)
    {
        if (_level.Next < fragments.RawItems.Count)
        {
            FragmentIndex = _level.Next++;
            return DataSetToken.Fragment;
        }

        _level = _outer.Pop();
        return DataSetToken.FragmentsEnd;
    }

    private DataSetToken EndDataset()
    {
        if (_outer.Count == 0)
            return DataSetToken.NeedMoreData;

        _level = _outer.Pop();
        Item = _level.Sequence;
        ItemIndex = _level.Next - 1;
        Dataset = _outer.Peek().Dataset!;
        return DataSetToken.ItemEnd;
    }

    private void Push(Level level)
    {
        _outer.Push(_level);
        _level = level;
    }

    private struct Level
    {
        public DicomDataset? Dataset;
        public DicomSequence? Sequence;
        public DicomFragmentSequence? Fragments;
        public int Next;
    }
}
