namespace Dicom.Storage.DataSets;

/// <content>How <see cref="DataSetReadMode.Tolerant"/> reads on.</content>
public sealed partial class DataSetReader
{
    private long _skipRemaining;
    private bool _endsSequenceToo;
    private bool _isPassable;

    // What is broken inside a sequence or item of defined length ends where that ends: after it the structure is certain again.
    private bool TryRecover()
    {
        if (_isPassable)
        {
            _isPassable = false;
            Anomalies |= DataSetAnomalies.MisplacedDelimiter;
            Failure = null;
            return true;
        }

        long limit = _frames[_top].Limit;
        if (Failure?.Kind != DataSetFailureKind.Structure || limit == DataSetFrame.Undefined)
            return false;

        Position += _carryLength;
        _carryLength = 0;
        _skipRemaining = limit - Position;
        Anomalies |= DataSetAnomalies.BytesSkipped;
        Failure = null;
        return true;
    }

    private bool Skip(ref ReadOnlySpan<byte> input)
    {
        int skipped = (int)Math.Min(_skipRemaining, input.Length);
        input = input[skipped..];
        Position += skipped;
        _skipRemaining -= skipped;
        return _skipRemaining == 0;
    }

    // Writers that drop the VR of some elements, private ones mostly, write implicit VR there; those that put blanks or the like in its
    // place keep the rest of the short form.
    private static bool GuessForm(ReadOnlySpan<byte> start, ref ElementHeader header)
    {
        bool undefined = (start[4] & start[5] & start[6] & start[7]) == 0xFF;
        header.LacksVR = undefined || (start[6] | start[7]) == 0;
        return true;
    }

    private bool Adapt(ReadOnlySpan<byte> start, bool otherOrder, bool hasUnagreedVR)
    {
        ref DataSetFrame frame = ref _frames[0];
        bool big = frame.IsBigEndian ^ otherOrder;

        // Without VRs there is little endian only (PS3.5 A.1); there a length that small has zeros where a VR's short length would be.
        bool hasLetters = char.IsAsciiLetter((char)start[4]) && char.IsAsciiLetter((char)start[5]);
        bool lacksVR = frame.IsExplicitVR && !big && !hasLetters && IsStandard(ReadTag(start, big)) && ReadUInt32(start[4..], big) <= ushort.MaxValue;
        if (!otherOrder && !hasUnagreedVR && !lacksVR)
            return true;

        Anomalies |= DataSetAnomalies.OtherEncoding;
        frame.IsBigEndian = big;
        frame.IsExplicitVR = hasUnagreedVR || (frame.IsExplicitVR && !lacksVR);
        return true;
    }

    // A sequence delimiter where the item around it has not ended ends both.
    private DataSetToken EndItemAndSequence()
    {
        Anomalies |= DataSetAnomalies.MisplacedDelimiter;
        _endsSequenceToo = true;
        return EndLevel();
    }

    private DataSetToken FailPassable(string message)
    {
        _isPassable = _tolerant && Length == 0 && Tag.Value is ItemDelimiter or SequenceDelimiter;
        return Fail(DataSetFailureKind.Structure, message);
    }

    private bool MayCutDown(ref DataSetFrame frame)
    {
        if (!_tolerant)
            return false;

        Anomalies |= DataSetAnomalies.LengthOverrun;
        Length = (uint)(frame.Limit - Position);
        return true;
    }
}
