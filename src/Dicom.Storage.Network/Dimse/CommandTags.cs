using Dicom.Storage.DataSets;

namespace Dicom.Storage.Network;

/// <summary>Elements of the command set (PS3.7 E.1).</summary>
internal static class CommandTags
{
    public static readonly DicomTag GroupLength = new(0x0000, 0x0000);
    public static readonly DicomTag AffectedSopClassUid = new(0x0000, 0x0002);
    public static readonly DicomTag CommandField = new(0x0000, 0x0100);
    public static readonly DicomTag MessageId = new(0x0000, 0x0110);
    public static readonly DicomTag MessageIdBeingRespondedTo = new(0x0000, 0x0120);
    public static readonly DicomTag Priority = new(0x0000, 0x0700);
    public static readonly DicomTag DataSetType = new(0x0000, 0x0800);
    public static readonly DicomTag Status = new(0x0000, 0x0900);
    public static readonly DicomTag ErrorComment = new(0x0000, 0x0902);
    public static readonly DicomTag AffectedSopInstanceUid = new(0x0000, 0x1000);
}
