namespace Dicom.Storage.DataSets;

/// <summary>The lengths of all sequences and items of a data set as it will be written, in the order of their beginnings; found before the first byte is.</summary>
internal sealed class EncodedLengths
{
    private const int ShortHeader = 8;
    private const int LongHeader = 12;

    private readonly List<uint> _lengths = [];
    private readonly Stack<(int Index, long Start)> _open = new();
    private readonly EncodingRules _rules;
    private readonly EncodingLevels _levels;
    private int _next;

    public EncodedLengths(DicomDataset root, EncodingRules rules)
    {
        _rules = rules;
        _levels = new EncodingLevels(rules.Syntax);
        var cursor = new DatasetCursor(root);
        DataSetToken token;
        while ((token = cursor.Read()) != DataSetToken.NeedMoreData)
            Add(cursor, token);
    }

    /// <summary>Gets the length of the whole data set in bytes, before it is deflated.</summary>
    public long Total { get; private set; }

    /// <summary>Gives the length of the sequence or item that begins next.</summary>
    public uint Next() => _lengths[_next++];

    private void Add(DatasetCursor cursor, DataSetToken token)
    {
        switch (token)
        {
            case DataSetToken.Element:
                AddElement(cursor);
                break;
            case DataSetToken.SequenceStart:
                Total += _levels.IsExplicitVR ? LongHeader : ShortHeader;
                _levels.Open(_rules.VROf((DicomSequence)cursor.Item!));
                Open();
                break;
            case DataSetToken.ItemStart:
                Total += ShortHeader;
                Open();
                break;
            case DataSetToken.ItemEnd:
                Close(_rules.IsUndefined(((DicomSequence)cursor.Item!).Items[cursor.ItemIndex]));
                break;
            case DataSetToken.SequenceEnd:
                _levels.Close();
                Close(_rules.IsUndefined((DicomSequence)cursor.Item!));
                break;
            case DataSetToken.Fragment:
                Total += ShortHeader + _rules.LengthOf(((DicomFragmentSequence)cursor.Item!).RawItems[cursor.FragmentIndex]);
                break;
            case DataSetToken.FragmentsStart:
                RequireEncapsulation();
                Total += LongHeader;
                break;
            default:
                Total += ShortHeader;
                break;
        }
    }

    private void AddElement(DatasetCursor cursor)
    {
        var element = (DicomElement)cursor.Item!;
        if (_rules.IsDropped(element))
            return;

        EncodedElement encoded = _rules.Plan(element, cursor.Dataset, _levels.IsExplicitVR, _levels.IsBigEndian);
        Total += encoded.Length + (_levels.IsExplicitVR && encoded.VR.HasLongLength ? LongHeader : ShortHeader);
    }

    private void Open()
    {
        _open.Push((_lengths.Count, Total));
        _lengths.Add(0);
    }

    private void Close(bool isUndefined)
    {
        (int index, long start) = _open.Pop();
        long length = Total - start;
        isUndefined |= length >= DataSetReader.UndefinedLength;
        _lengths[index] = isUndefined ? DataSetReader.UndefinedLength : (uint)length;
        if (isUndefined)
            Total += ShortHeader;
    }

    private void RequireEncapsulation()
    {
        if (!_rules.Syntax.IsEncapsulated)
            throw new DicomDataException($"Compressed Pixel Data cannot be written in {_rules.Syntax}: decompress it first.");
    }
}
