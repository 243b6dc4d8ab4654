namespace Dicom.Storage.DataSets;

/// <content>Values, and the levels of sequences, items and fragments: an explicit stack with a bound.</content>
public sealed partial class DataSetReader
{
    private const uint ItemTag = 0xFFFEE000;
    private const uint ItemDelimiter = 0xFFFEE00D;
    private const uint SequenceDelimiter = 0xFFFEE0DD;
    private const uint PixelData = 0x7FE00010;

    private DataSetToken StartElement(ref DataSetFrame frame, bool explicitVR)
    {
        if (Length == UndefinedLength)
            return StartUndefined(ref frame, explicitVR);

        if (Position + Length > frame.Limit && !MayCutDown(ref frame))
            return Fail(DataSetFailureKind.Structure, $"{Tag} of {Length} bytes reaches past the end of {frame.Tag}.");
        if (VR == DicomVR.SQ)
            return Open(DataSetFrameKind.Sequence, Position + Length, DataSetToken.SequenceStart, explicitVR);
        if (Tag.Value == PixelData && _top == 0 && _syntax.IsEncapsulated && Length > 0 && !IsEncapsulationAllowed(pixelsAreEncapsulated: false))
            return DataSetToken.Failed;

        // AT is a pair of 16-bit numbers: swapped by two bytes, but counted by four.
        uint unit = VR == DicomVR.AT ? 4u : Math.Max((uint)VR.ValueSize, 1u);
        if ((Length & 1) != 0)
            Anomalies |= DataSetAnomalies.OddLength;
        if ((Length & (unit - 1)) != 0)
            Anomalies |= DataSetAnomalies.PartialValue;
        _valueRemaining = Length;
        return DataSetToken.Element;
    }

    private DataSetToken StartUndefined(ref DataSetFrame frame, bool explicitVR)
    {
        if (VR == DicomVR.SQ)
            return Open(DataSetFrameKind.Sequence, DataSetFrame.Undefined, DataSetToken.SequenceStart, explicitVR);

        if (VR == DicomVR.UN)
        {
            // Whoever wrote UN did not know the VR and kept the items as it had them: implicit little endian (PS3.5 6.2.2 note 2).
            DataSetToken token = Open(DataSetFrameKind.Sequence, DataSetFrame.Undefined, DataSetToken.SequenceStart, explicitVR: false);
            _frames[_top].IsBigEndian = false;
            return token;
        }

        bool pixels = Tag.Value == PixelData && (VR == DicomVR.OB || VR == DicomVR.OW) && frame.IsExplicitVR;
        if (!pixels)
            return Fail(DataSetFailureKind.Structure, $"{Tag} of VR {VR} cannot have an undefined length.");
        if (!_syntax.IsEncapsulated && !IsEncapsulationAllowed(pixelsAreEncapsulated: true))
            return DataSetToken.Failed;

        FragmentIndex = -1;
        return Open(DataSetFrameKind.Fragments, DataSetFrame.Undefined, DataSetToken.FragmentsStart, explicitVR);
    }

    // Called when the transfer syntax has it the other way (PS3.5 A.4); an icon within a sequence may be native in any.
    private bool IsEncapsulationAllowed(bool pixelsAreEncapsulated)
    {
        if (_tolerant)
        {
            Anomalies |= DataSetAnomalies.WrongEncapsulation;
            return true;
        }

        Fail(DataSetFailureKind.Structure, $"{(pixelsAreEncapsulated ? "Encapsulated" : "Native")} Pixel Data in {_syntax.Keyword}.");
        return false;
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
            case SequenceDelimiter when _tolerant && frame.Kind == DataSetFrameKind.Item && frame.End == DataSetFrame.Undefined && _frames[_top - 1].End == DataSetFrame.Undefined:
                return EndItemAndSequence();
            default:
                return FailPassable(_top == 0
                    ? $"{Tag} outside of a sequence."
                    : $"{Tag} where {frame.Tag} must have an item, an element or its end.");
        }
    }

    private DataSetToken StartItem(ref DataSetFrame frame)
    {
        if (Length == UndefinedLength)
            return Open(DataSetFrameKind.Item, DataSetFrame.Undefined, DataSetToken.ItemStart, frame.IsExplicitVR);
        if (Position + Length > frame.Limit && !MayCutDown(ref frame))
            return Fail(DataSetFailureKind.Structure, $"An item of {Length} bytes reaches past the end of {frame.Tag}.");
        return Open(DataSetFrameKind.Item, Position + Length, DataSetToken.ItemStart, frame.IsExplicitVR);
    }

    private DataSetToken StartFragment(ref DataSetFrame frame)
    {
        if (Length == UndefinedLength)
            return Fail(DataSetFailureKind.Structure, "A fragment cannot have an undefined length.");
        if (Position + Length > frame.Limit && !MayCutDown(ref frame))
            return Fail(DataSetFailureKind.Structure, $"A fragment of {Length} bytes reaches past the end of the item around it.");
        if ((Length & 1) != 0)
            Anomalies |= DataSetAnomalies.OddLength;

        FragmentIndex++;
        _valueRemaining = Length;
        return DataSetToken.Fragment;
    }

    private DataSetToken Open(DataSetFrameKind kind, long end, DataSetToken token, bool explicitVR)
    {
        if (kind == DataSetFrameKind.Sequence && Depth == _limits.MaxDepth)
            return Fail(DataSetFailureKind.Limit, $"Sequences nested deeper than {_limits.MaxDepth}.");

        if (_top + 1 == _frames.Length)
            Array.Resize(ref _frames, _frames.Length * 2);
        ref DataSetFrame outer = ref _frames[_top];
        ref DataSetFrame inner = ref _frames[++_top];
        inner.Kind = kind;
        inner.End = end;
        inner.Limit = Math.Min(end, outer.Limit);
        inner.LastTag = DataSetFrame.NoTag;
        inner.Tag = kind == DataSetFrameKind.Item ? outer.Tag : Tag;
        inner.IsExplicitVR = explicitVR;
        inner.IsBigEndian = outer.IsBigEndian;
        if (kind == DataSetFrameKind.Sequence)
            Depth++;
        return token;
    }

    // A level without a length of its own ends with the one around it only for a tolerant reader; for others there is no room for its delimiter.
    private bool HasEnded(ref DataSetFrame frame) => Position == frame.End || (_tolerant && HasEndedEarly(ref frame));

    private bool HasEndedEarly(ref DataSetFrame frame)
    {
        bool isMissing = frame.End == DataSetFrame.Undefined && Position == frame.Limit;
        if (isMissing)
            Anomalies |= DataSetAnomalies.MisplacedDelimiter;
        bool ended = isMissing || _endsSequenceToo;
        _endsSequenceToo = false;
        return ended;
    }

    private DataSetToken EndLevel()
    {
        ref DataSetFrame ended = ref _frames[_top--];
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
