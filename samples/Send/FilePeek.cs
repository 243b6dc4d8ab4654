using Dicom.Storage.DataSets;
using Microsoft.Win32.SafeHandles;

namespace Dicom.Storage.Send;

/// <summary>
/// Reads what a file is: the encoding from its file meta, the UIDs from the data set, which is what the server compares with the
/// command; many real files have others in their meta.
/// </summary>
internal static class FilePeek
{
    /// <summary>SOP class and instance stand in group 0008, near the start.</summary>
    private const int MaxHeader = 256 * 1024;

    private static readonly DicomTagSet s_uids = new(DicomTag.SOPClassUID, DicomTag.SOPInstanceUID);

    public static DicomFile? Read(string path, out string reason)
    {
        using SafeFileHandle file = File.OpenHandle(path);
        if (!Part10Reader.TryRead(file, out DicomFileMeta? meta, out long offset, out DataSetFailure? failure))
        {
            reason = failure.Message;
            return null;
        }

        long length = RandomAccess.GetLength(file) - offset;
        byte[] start = new byte[Math.Min(length, MaxHeader)];
        int count = RandomAccess.Read(file, start, offset);
        (DicomUid sopClass, DicomUid sopInstance) = Uids(meta, start.AsSpan(0, count));
        reason = "neither its data set nor its file meta names SOP class and SOP instance.";
        return sopClass.IsEmpty || sopInstance.IsEmpty ? null : new DicomFile(path, offset, length, sopClass, sopInstance, meta.TransferSyntaxUid);
    }

    private static (DicomUid SopClass, DicomUid SopInstance) Uids(DicomFileMeta meta, ReadOnlySpan<byte> start)
    {
        if (!DicomTransferSyntax.TryGet(meta.TransferSyntaxUid, out DicomTransferSyntax? syntax))
            syntax = DicomTransferSyntax.ExplicitVRLittleEndian;
        using DicomHeaderParser parser = new(syntax, s_uids);
        parser.Append(start);
        return (
            parser.Header.TryGetUid(DicomTag.SOPClassUID, out DicomUid sopClass) ? sopClass : meta.MediaStorageSopClassUid,
            parser.Header.TryGetUid(DicomTag.SOPInstanceUID, out DicomUid sopInstance) ? sopInstance : meta.MediaStorageSopInstanceUid);
    }
}
