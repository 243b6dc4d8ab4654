namespace Dicom.Storage.DataSets;

/// <content>What may stand where: the agreed encoding, the order of tags, the groups of a data set.</content>
public sealed partial class DataSetReader
{
    // The first element tells whether the bytes are in another transfer syntax than agreed, before they run on as nonsense.
    private bool IsEncodedAsAgreed(ReadOnlySpan<byte> start)
    {
        ref DataSetFrame frame = ref _frames[0];
        DicomTag tag = ReadTag(start, frame.IsBigEndian);
        bool otherOrder = tag.Group != 0x0008 && !IsStandard(tag) && IsStandard(ReadTag(start, !frame.IsBigEndian));
        if (otherOrder)
            tag = ReadTag(start, !frame.IsBigEndian);
        bool hasVR = DicomVR.TraitsOf(start[4], start[5], out DicomVR written) != VRTraits.None;

        // Data sets begin with short elements of group 0008: two letters there would be a length of 16,705 or more.
        bool hasUnagreedVR = !frame.IsExplicitVR && hasVR && (tag.Group <= 0x0008 || written == DicomDictionary.GetImplicitVR(tag));
        if (_tolerant)
            return Adapt(start, otherOrder, hasUnagreedVR);
        if (!otherOrder && !hasUnagreedVR)
            return true;

        HeaderOffset = Position;
        Fail(DataSetFailureKind.Structure, $"The data set is not encoded in {_syntax.Keyword}: {(otherOrder ? "byte order" : "explicit VR")}.");
        return false;
    }

    private bool IsAllowedHere(ref DataSetFrame frame)
    {
        uint tag = Tag.Value;
        if (tag < 0x00030000 && Tag.Group != 0x0001 && !IsGroupAllowed())
            return false;
        if (tag <= frame.LastTag && !IsOrderAllowed(ref frame))
            return false;

        frame.LastTag = tag;
        if (Tag.IsPrivate && _top == 0 && Tag.Element is >= 0x10 and <= 0xFF)
            _creatorGroup = Tag.Group;
        return true;
    }

    private bool IsGroupAllowed()
    {
        if (Tag.Group == 0x0002 && IsFileMeta)
            return true;

        // Zeros are no command element: its length would be 4.
        bool zeros = Tag.Value == 0 && Length == 0;
        if (_tolerant && !zeros)
        {
            Anomalies |= DataSetAnomalies.ForbiddenGroup;
            return true;
        }

        Fail(zeros ? DataSetFailureKind.Structure : DataSetFailureKind.ForbiddenGroup,
            zeros ? "Zero bytes in place of an element." : $"{Tag} does not belong into a data set.");
        return false;
    }

    // Two readers that disagree on which of two SOP Instance UIDs counts would store one object and index another.
    private bool IsOrderAllowed(ref DataSetFrame frame)
    {
        if (_tolerant)
        {
            Anomalies |= DataSetAnomalies.TagOrder;
            return true;
        }

        Fail(DataSetFailureKind.Structure, $"{Tag} follows {new DicomTag((uint)frame.LastTag)}.");
        return false;
    }

    // Whether a tag is one that a data set may begin with or have at all, so that a length that is too long is a cut and no nonsense.
    private bool IsExplained(DicomTag tag)
    {
        if (!tag.IsPrivate)
            return IsStandard(tag);
        return tag.IsGroupLength || tag.Element is >= 0x10 and <= 0xFF || tag.Group == _creatorGroup;
    }

    private static bool IsStandard(DicomTag tag) =>
        DicomDictionary.TryGet(tag, out _) || (tag.IsGroupLength && tag.Group <= 0x00FF && !tag.IsPrivate);
}
