namespace Dicom.Storage.DataSets;

/// <content>Values, and the levels of sequences, items and fragments: an explicit stack with a bound.</content>
public sealed partial class DataSetReader
{
    private const uint ItemTag = 0xFFFEE000;
    private const uint ItemDelimiter = 0xFFFEE00D;
    private const uint SequenceDelimiter = 0xFFFEE0DD;

    private DataSetToken StartElement(ref DataSetFrame frame)
    {
        if (Length == UndefinedLength)
            return StartUndefined(ref frame);

        if (Position + Length > frame.Limit)
            return Fail(DataSetFailureKind.Structure, $"{Tag} of {Length} bytes reaches past the end of {frame.Tag}.");
        if (VR == DicomVR.SQ)
            return Open(DataSetFrameKind.Sequence, Position + Length, DataSetToken.SequenceStart);

        // AT is a pair of 16-bit numbers: swapped by two bytes, but counted by four.
        uint unit = VR == DicomVR.AT ? 4u : Math.Max((uint)VR.ValueSize, 1u);
        if ((Length & 1) != 0)
            Anomalies |= DataSetAnomalies.OddLength;
        if (Length % unit != 0)
            Anomalies |= DataSetAnomalies.PartialValue;
        _valueRemaining = Length;
        return DataSetToken.Element;
    }

    private DataSetToken StartUndefined(ref DataSetFrame frame)
    {
        if (VR == DicomVR.SQ)
            return Open(DataSetFrameKind.Sequence, DataSetFrame.Undefined, DataSetToken.SequenceStart);

        if (VR == DicomVR.UN)
        {
            // Whoever wrote UN did not know the VR and kept the items as it had them: implicit little endian (PS3.5 6.2.2 note 2).
            DataSetToken token = Open(DataSetFrameKind.Sequence, DataSetFrame.Undefined, DataSetToken.SequenceStart);
            _frames[_top].IsExplicitVR = false;
            _frames[_top].IsBigEndian = false;
            return token;
        }

        bool pixels = Tag.Value == 0x7FE00010 && (VR == DicomVR.OB || VR == DicomVR.OW) && frame.IsExplicitVR;
        if (pixels && _syntax.IsEncapsulated)
        {
            FragmentIndex = -1;
            return Open(DataSetFrameKind.Fragments, DataSetFrame.Undefined, DataSetToken.FragmentsStart);
        }

        return Fail(DataSetFailureKind.Structure, pixels
            ? $"Encapsulated Pixel Data in {_syntax.Keyword}."
            : $"{Tag} of VR {VR} cannot have an undefined length.");
    }

    private DataSetToken ReadItemTag(ref DataSetFrame frame)
    {
        switch (Tag.Value)
        {
            case ItemTag when frame.Kind == DataSetFrameKind.Sequence:
                return StartItem(ref frame);
            case ItemTag when frame.Kind == DataSetFrameKind.Fragments:
                return StartFragment(ref frame);
            case ItemDelimiter when frame.Kind == DataSetFrameKind.Item && frame.End == DataSetFrame.Undefined:
            case SequenceDelimiter when frame.Kind is DataSetFrameKind.Sequence or DataSetFrameKind.Fragments && frame.End == DataSetFrame.Undefined:
                if (Length != 0)
                    Anomalies |= DataSetAnomalies.DelimiterLength;
                return EndLevel();
            default:
                return Fail(DataSetFailureKind.Structure, _top == 0
                    ? $"{Tag} outside of a sequence."
                    : $"{Tag} where {frame.Tag} must have an item, an element or its end.");
        }
    }

    private DataSetToken StartItem(ref DataSetFrame frame)
    {
        if (Length == UndefinedLength)
            return Open(DataSetFrameKind.Item, DataSetFrame.Undefined, DataSetToken.ItemStart);
        if (Position + Length > frame.Limit)
            return Fail(DataSetFailureKind.Structure, $"An item of {Length} bytes reaches past the end of {frame.Tag}.");
        return Open(DataSetFrameKind.Item, Position + Length, DataSetToken.ItemStart);
    }

    private DataSetToken StartFragment(ref DataSetFrame frame)
    {
        if (Length == UndefinedLength)
            return Fail(DataSetFailureKind.Structure, "A fragment cannot have an undefined length.");
        if (Position + Length > frame.Limit)
            return Fail(DataSetFailureKind.Structure, $"A fragment of {Length} bytes reaches past the end of the item around it.");
        if ((Length & 1) != 0)
            Anomalies |= DataSetAnomalies.OddLength;

        FragmentIndex++;
        _valueRemaining = Length;
        return DataSetToken.Fragment;
    }

    private DataSetToken Open(DataSetFrameKind kind, long end, DataSetToken token)
    {
        if (kind == DataSetFrameKind.Sequence && Depth == _limits.MaxDepth)
            return Fail(DataSetFailureKind.Limit, $"Sequences nested deeper than {_limits.MaxDepth}.");

        if (_top + 1 == _frames.Length)
            Array.Resize(ref _frames, _frames.Length * 2);
        DataSetFrame outer = _frames[_top];
        _frames[++_top] = new DataSetFrame
        {
            Kind = kind,
            End = end,
            Limit = Math.Min(end, outer.Limit),
            Tag = kind == DataSetFrameKind.Item ? outer.Tag : Tag,
            IsExplicitVR = outer.IsExplicitVR,
            IsBigEndian = outer.IsBigEndian,
        };
        if (kind == DataSetFrameKind.Sequence)
            Depth++;
        return token;
    }

    private DataSetToken EndLevel()
    {
        DataSetFrame ended = _frames[_top--];
        VR = default;
        Length = 0;
        FragmentIndex = -1;
        if (ended.Kind == DataSetFrameKind.Item)
        {
            Tag = new DicomTag(ItemDelimiter);
            return DataSetToken.ItemEnd;
        }

        Tag = ended.Tag;
        if (ended.Kind == DataSetFrameKind.Fragments)
            return DataSetToken.FragmentsEnd;
        Depth--;
        return DataSetToken.SequenceEnd;
    }
}
