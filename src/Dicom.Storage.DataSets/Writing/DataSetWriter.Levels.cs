namespace Dicom.Storage.DataSets;

/// <content>Sequences, items and encapsulated Pixel Data.</content>
public sealed partial class DataSetWriter
{
    private readonly Stack<Level> _levels = new();

    /// <summary>Begins a sequence.</summary>
    /// <param name="length">Its length in bytes when it is known beforehand; otherwise it ends with a delimiter (PS3.5 7.5).</param>
    public void BeginSequence(DicomTag tag, uint length = DataSetReader.UndefinedLength) => BeginSequence(tag, DicomVR.SQ, length);

    /// <summary>Begins a sequence with the VR it was received with: UN of undefined length holds implicit little endian items (PS3.5 6.2.2 note 2).</summary>
    public void BeginSequence(DicomTag tag, DicomVR vr, uint length)
    {
        RequireLevel(DataSetFrameKind.DataSet, DataSetFrameKind.Item);
        WriteHeader(tag, vr, length);
        Level outer = _levels.Peek();
        bool implicitItems = vr == DicomVR.UN;
        _levels.Push(new Level(DataSetFrameKind.Sequence, End(length), outer.IsExplicitVR && !implicitItems, outer.IsBigEndian && !implicitItems));
    }

    /// <summary>Begins an item of the sequence.</summary>
    /// <param name="length">Its length in bytes when it is known beforehand; otherwise it ends with a delimiter.</param>
    public void BeginItem(uint length = DataSetReader.UndefinedLength)
    {
        RequireLevel(DataSetFrameKind.Sequence);
        WriteHeader(new DicomTag(0xFFFE, 0xE000), default, length);
        _levels.Push(_levels.Peek() with { Kind = DataSetFrameKind.Item, End = End(length) });
    }

    /// <summary>Ends the item.</summary>
    public void EndItem() => EndLevel(DataSetFrameKind.Item, 0xE00D);

    /// <summary>Ends the sequence.</summary>
    public void EndSequence() => EndLevel(DataSetFrameKind.Sequence, 0xE0DD);

    /// <summary>Begins encapsulated Pixel Data (PS3.5 A.4); the first fragment written is the Basic Offset Table, empty or not.</summary>
    public void BeginFragments(DicomTag tag, DicomVR vr)
    {
        if (!_syntax.IsEncapsulated)
            throw new InvalidOperationException($"{_syntax.Keyword} has no encapsulated Pixel Data.");

        RequireLevel(DataSetFrameKind.DataSet, DataSetFrameKind.Item);
        WriteHeader(tag, vr, DataSetReader.UndefinedLength);
        _levels.Push(_levels.Peek() with { Kind = DataSetFrameKind.Fragments, End = DataSetFrame.Undefined });
    }

    /// <summary>Writes a fragment, padded with NUL to an even length.</summary>
    public void WriteFragment(ReadOnlySpan<byte> fragment)
    {
        bool odd = (fragment.Length & 1) != 0;
        WriteFragmentHeader((uint)fragment.Length + (odd ? 1u : 0u));
        WriteValue(fragment);
        if (odd)
            WriteValue([0]);
    }

    /// <summary>Writes the header of a fragment whose bytes follow in pieces by <see cref="WriteValue"/>.</summary>
    public void WriteFragmentHeader(uint length)
    {
        if (length == DataSetReader.UndefinedLength)
            throw new ArgumentOutOfRangeException(nameof(length), "A fragment's length is defined.");

        RequireLevel(DataSetFrameKind.Fragments);
        WriteHeader(new DicomTag(0xFFFE, 0xE000), default, length);
        _valueRemaining = length;
    }

    /// <summary>Ends encapsulated Pixel Data.</summary>
    public void EndFragments() => EndLevel(DataSetFrameKind.Fragments, 0xE0DD);

    private void EndLevel(DataSetFrameKind kind, ushort delimiter)
    {
        RequireLevel(kind);
        Level ended = _levels.Peek();
        if (ended.End == DataSetFrame.Undefined)
            WriteHeader(new DicomTag(0xFFFE, delimiter), default, 0);
        else if (ended.End != Position)
            throw new InvalidOperationException("The level has another length than its header says.");
        _levels.Pop();
    }

    private long End(uint length) => length == DataSetReader.UndefinedLength ? DataSetFrame.Undefined : Position + length;

    private void RequireLevel(params ReadOnlySpan<DataSetFrameKind> allowed)
    {
        if (_valueRemaining > 0)
            throw new InvalidOperationException("The value before is not whole.");
        if (!allowed.Contains(_levels.Peek().Kind))
            throw new InvalidOperationException($"Not allowed inside of {_levels.Peek().Kind}.");
    }

    private readonly record struct Level(DataSetFrameKind Kind, long End, bool IsExplicitVR, bool IsBigEndian);
}
