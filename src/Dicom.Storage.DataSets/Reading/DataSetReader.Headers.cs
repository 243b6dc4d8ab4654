using System.Buffers.Binary;
using System.Numerics;

namespace Dicom.Storage.DataSets;

/// <content>Headers: where they end, and what they say.</content>
public sealed partial class DataSetReader
{
    private const int ShortHeader = 8;
    private const int LongHeader = 12;

    private bool TryTakeHeader(ref ReadOnlySpan<byte> input, out ElementHeader header)
    {
        header = default;
        if (_carryLength > 0 || input.Length < LongHeader)
            return TryAssembleHeader(ref input, ref header);

        ref DataSetFrame frame = ref _frames[_top];
        if (!FitsLevel(ref frame, ShortHeader) || !TryDecode(ref frame, input, ref header) || !FitsLevel(ref frame, header.Size))
            return false;

        input = input[header.Size..];
        return true;
    }

    // One header at a time is put together in the carry when it comes in pieces.
    private bool TryAssembleHeader(ref ReadOnlySpan<byte> input, ref ElementHeader header)
    {
        ref DataSetFrame frame = ref _frames[_top];
        if (!FitsLevel(ref frame, ShortHeader) || !Fill(ref input, ShortHeader))
            return false;
        if (!TryDecode(ref frame, _carry.AsSpan(0, _carryLength), ref header) || !FitsLevel(ref frame, header.Size) || !Fill(ref input, header.Size))
            return false;
        if (header.Size == LongHeader)
            header.Length = ReadUInt32(_carry.AsSpan(8), frame.IsBigEndian);

        _carryLength = 0;
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
    private bool FitsLevel(ref DataSetFrame frame, int headerLength) => Position + headerLength <= frame.Limit || FailAtEnd(ref frame);

    private bool FailAtEnd(ref DataSetFrame frame)
    {
        Fail(DataSetFailureKind.Structure, $"{frame.Tag} ends inside an element's header.", Position);
        return false;
    }

    // The length of a long header is left out when its bytes are not there yet.
    private bool TryDecode(ref DataSetFrame frame, ReadOnlySpan<byte> start, ref ElementHeader header)
    {
        if (_elements == 0 && !IsEncodedAsAgreed(start))
            return false;

        bool big = frame.IsBigEndian;
        header.Tag = ReadTag(start, big);
        header.Size = ShortHeader;
        if (frame.Kind is DataSetFrameKind.Sequence or DataSetFrameKind.Fragments || header.Tag.Group == 0xFFFE)
        {
            header.Length = ReadUInt32(start[4..], big);
            return true;
        }

        if (!frame.IsExplicitVR)
        {
            header.VR = DicomDictionary.GetImplicitVR(header.Tag);
            header.Length = ReadUInt32(start[4..], big);
            return true;
        }

        int traits = DicomVR.TraitsOf(start[4], start[5], out header.VR);
        bool isLong = (traits & VRTraits.ShortLength) == 0;
        if (traits == VRTraits.None && !TryReadOddVR(start, ref header, out isLong))
            return false;
        if (header.LacksVR)
        {
            header.Length = ReadUInt32(start[4..], big);
        }
        else if (!isLong)
        {
            header.Length = ReadUInt16(start[6..], big);
        }
        else
        {
            header.Size = LongHeader;
            if (start.Length >= LongHeader)
                header.Length = ReadUInt32(start[8..], big);
        }

        return true;
    }

    // What is no VR of the standard is read only where the form of its length is beyond doubt: a reader that guesses otherwise
    // would find other elements in the same bytes.
    private bool TryReadOddVR(ReadOnlySpan<byte> start, ref ElementHeader header, out bool isLong)
    {
        bool reservedIsZero = (start[6] | start[7]) == 0;
        header.Anomalies = DataSetAnomalies.UnknownVR;
        isLong = reservedIsZero;

        // Two letters unknown to the standard: its VRs of the future have the long form, whose reserved bytes are zero (PS3.5
        // 7.1.2). With other bytes there only the short form is possible.
        if (DicomVR.TryRead(start[4], start[5], out header.VR))
            return true;

        // A VR of the standard in lower case has that one's form.
        if (DicomVR.TryRead(ToUpper(start[4]), ToUpper(start[5]), out header.VR) && header.VR.IsKnown)
        {
            isLong = header.VR.HasLongLength;
            if (!isLong || reservedIsZero)
                return true;
        }

        // Anything else, of an element that the standard knows in the short form: so it is, unless its length is zero, which would
        // also be the reserved bytes of a long form, or part of a length without VR.
        header.VR = DicomDictionary.GetImplicitVR(header.Tag);
        isLong = false;
        if (!reservedIsZero && !header.VR.HasLongLength)
            return true;
        if (_tolerant)
            return GuessForm(start, ref header);

        HeaderOffset = Position;
        Fail(DataSetFailureKind.Structure, $"{header.Tag} has no VR where explicit VR must have one.");
        return false;
    }

    private DataSetToken Accept(in ElementHeader header)
    {
        ref DataSetFrame frame = ref _frames[_top];
        HeaderOffset = Position;
        Position += header.Size;
        Tag = header.Tag;
        VR = header.VR;
        Length = header.Length;
        Anomalies |= header.Anomalies;
        if (++_elements > _limits.MaxElements)
            return Fail(DataSetFailureKind.Limit, $"More than {_limits.MaxElements} elements.");
        if (frame.Kind is DataSetFrameKind.Sequence or DataSetFrameKind.Fragments || Tag.Group == 0xFFFE)
            return ReadItemTag(ref frame);

        return IsAllowedHere(ref frame) ? StartElement(ref frame, frame.IsExplicitVR && !header.LacksVR) : DataSetToken.Failed;
    }

    private static byte ToUpper(byte letter) => letter is >= (byte)'a' and <= (byte)'z' ? (byte)(letter - 0x20) : letter;

    private static DicomTag ReadTag(ReadOnlySpan<byte> bytes, bool big) =>
        new(big ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BitOperations.RotateLeft(BinaryPrimitives.ReadUInt32LittleEndian(bytes), 16));

    private static ushort ReadUInt16(ReadOnlySpan<byte> bytes, bool big) =>
        big ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);

    private static uint ReadUInt32(ReadOnlySpan<byte> bytes, bool big) =>
        big ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
}
