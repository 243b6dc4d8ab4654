using System.Buffers.Binary;

namespace Dicom.Storage.DataSets;

/// <content>Element headers: where they end, and what they may say.</content>
public sealed partial class DataSetReader
{
    private const int ShortHeader = 8;
    private const int LongHeader = 12;

    // One header at a time is put together in the carry when it comes in pieces.
    private bool TryTakeHeader(ref ReadOnlySpan<byte> input, out ReadOnlySpan<byte> header)
    {
        header = default;
        int needed = ShortHeader;
        if (_carryLength == 0 && input.Length >= ShortHeader)
        {
            needed = HeaderLength(input);
            if (input.Length >= needed && FitsLevel(needed))
            {
                header = input[..needed];
                input = input[needed..];
                return true;
            }
        }

        if (!FitsLevel(needed) || !Fill(ref input, ShortHeader))
            return false;
        needed = HeaderLength(_carry);
        if (!FitsLevel(needed) || !Fill(ref input, needed))
            return false;

        _carryLength = 0;
        header = _carry.AsSpan(0, needed);
        return true;
    }

    private bool Fill(ref ReadOnlySpan<byte> input, int needed)
    {
        int taken = Math.Min(Math.Max(needed - _carryLength, 0), input.Length);
        input[..taken].CopyTo(_carry.AsSpan(_carryLength));
        _carryLength += taken;
        input = input[taken..];
        return _carryLength >= needed;
    }

    // Refused before the missing bytes are awaited: they would belong to the next item or sequence.
    private bool FitsLevel(int headerLength)
    {
        if (Position + headerLength <= _frames[_top].Limit)
            return true;

        if (Failure is null)
            Fail(DataSetFailureKind.Structure, $"{_frames[_top].Tag} ends inside an element's header.", Position);
        return false;
    }

    private int HeaderLength(ReadOnlySpan<byte> start)
    {
        ref DataSetFrame frame = ref _frames[_top];
        if (!frame.IsExplicitVR || frame.Kind is DataSetFrameKind.Sequence or DataSetFrameKind.Fragments || IsDelimiterGroup(start, frame.IsBigEndian))
            return ShortHeader;
        if (!DicomVR.TryRead(start[4], start[5], out DicomVR vr) || !vr.HasLongLength)
            return ShortHeader;

        // Two letters unknown to the standard: its VRs of the future have the long form, whose reserved bytes are zero (PS3.5
        // 7.1.2). With other bytes there only the short form is possible.
        return vr.IsKnown || (start[6] | start[7]) == 0 ? LongHeader : ShortHeader;
    }

    private static bool IsDelimiterGroup(ReadOnlySpan<byte> start, bool bigEndian) =>
        (bigEndian ? BinaryPrimitives.ReadUInt16BigEndian(start) : BinaryPrimitives.ReadUInt16LittleEndian(start)) == 0xFFFE;

    private DataSetToken ReadHeader(ReadOnlySpan<byte> header)
    {
        ref DataSetFrame frame = ref _frames[_top];
        HeaderOffset = Position;
        Position += header.Length;
        bool big = frame.IsBigEndian;
        ushort group = ReadUInt16(header, big);
        Tag = new DicomTag(group, ReadUInt16(header[2..], big));
        if (++_elements > _limits.MaxElements)
            return Fail(DataSetFailureKind.Limit, $"More than {_limits.MaxElements} elements.");

        if (frame.Kind is DataSetFrameKind.Sequence or DataSetFrameKind.Fragments || group == 0xFFFE)
        {
            Length = ReadUInt32(header[4..], big);
            VR = default;
            return ReadItemTag(ref frame);
        }

        if (frame.IsExplicitVR && !TryReadExplicit(header, big))
            return DataSetToken.Failed;
        if (!frame.IsExplicitVR)
        {
            VR = DicomDictionary.GetImplicitVR(Tag);
            Length = ReadUInt32(header[4..], big);
        }

        return IsAllowedHere(ref frame, header) ? StartElement(ref frame) : DataSetToken.Failed;
    }

    private bool TryReadExplicit(ReadOnlySpan<byte> header, bool big)
    {
        if (!DicomVR.TryRead(header[4], header[5], out DicomVR vr))
        {
            Fail(DataSetFailureKind.Structure, $"{Tag} has no VR where explicit VR must have one.");
            return false;
        }

        VR = vr;
        Length = header.Length == LongHeader ? ReadUInt32(header[8..], big) : ReadUInt16(header[6..], big);
        if (!vr.IsKnown)
            Anomalies |= DataSetAnomalies.UnknownVR;
        return true;
    }

    private bool IsAllowedHere(ref DataSetFrame frame, ReadOnlySpan<byte> header)
    {
        if (Tag.Group == 0x0000 || (Tag.Group == 0x0002 && !IsFileMeta))
        {
            // Zeros are no command element: its length would be 4.
            bool zeros = Tag.Value == 0 && Length == 0;
            Fail(zeros ? DataSetFailureKind.Structure : DataSetFailureKind.ForbiddenGroup,
                zeros ? "Zero bytes in place of an element." : $"{Tag} does not belong into a data set.");
        }
        else if (frame.HasElements && Tag.Value <= frame.LastTag)
        {
            // Two readers that disagree on which of two SOP Instance UIDs counts would store one object and index another.
            Fail(DataSetFailureKind.Structure, $"{Tag} follows {new DicomTag(frame.LastTag)}.");
        }
        else if (_elements == 1)
        {
            CheckEncoding(header);
        }

        frame.LastTag = Tag.Value;
        frame.HasElements = true;
        return Failure is null;
    }

    // The first element tells whether the bytes are in another transfer syntax than agreed, before they run on as nonsense.
    private void CheckEncoding(ReadOnlySpan<byte> header)
    {
        bool otherOrder = BinaryPrimitives.ReverseEndianness(Tag.Group) == 0x0008 && !DicomDictionary.TryGet(Tag, out _);
        bool explicitBytes = !_syntax.IsExplicitVR && DicomVR.TryRead(header[4], header[5], out DicomVR written) && written == VR;
        if (otherOrder || explicitBytes)
            Fail(DataSetFailureKind.Structure, $"The data set is not encoded in {_syntax.Keyword}: {(otherOrder ? "byte order" : "explicit VR")}.");
    }

    private static ushort ReadUInt16(ReadOnlySpan<byte> bytes, bool big) =>
        big ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);

    private static uint ReadUInt32(ReadOnlySpan<byte> bytes, bool big) =>
        big ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
}
