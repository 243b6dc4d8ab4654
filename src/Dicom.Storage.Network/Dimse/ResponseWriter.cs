using Dicom.Storage.DataSets;

namespace Dicom.Storage.Network;

/// <summary>Writes the response to a request (PS3.7 9.3.1.2, 9.3.5.2; the other services' responses have the same elements).</summary>
internal static class ResponseWriter
{
    /// <summary>No response is longer.</summary>
    public const int MaxLength = 512;

    private const int MaxCommentLength = 64; // LO, PS3.7 C
    private const ushort NoDataSet = 0x0101;
    private const ushort ResponseBit = 0x8000;

    public static int Write(Span<byte> destination, CommandSet request, DimseResponse response)
    {
        CommandWriter writer = new(destination);
        WriteEcho(ref writer, request, CommandTags.AffectedSopClassUid);
        writer.WriteUInt16(CommandTags.CommandField, (ushort)((ushort)request.CommandField | ResponseBit));
        writer.WriteUInt16(CommandTags.MessageIdBeingRespondedTo, request.MessageId);
        writer.WriteUInt16(CommandTags.DataSetType, NoDataSet);
        writer.WriteUInt16(CommandTags.Status, response.Status.Code);
        if (response.Status != DimseStatus.Success && response.ErrorComment is { Length: > 0 } comment)
            writer.WriteText(CommandTags.ErrorComment, comment.AsSpan(0, Math.Min(comment.Length, MaxCommentLength)), (byte)' ');
        WriteEcho(ref writer, request, CommandTags.AffectedSopInstanceUid);
        return writer.Finish();
    }

    /// <summary>Sends a UID back as it came, malformed or not, so that the sender finds its request; not one of a length that no UID has.</summary>
    private static void WriteEcho(ref CommandWriter writer, CommandSet request, DicomTag tag)
    {
        if (request.TryGetRaw(tag, out ReadOnlyMemory<byte> uid) && uid.Length is > 0 and <= DicomUid.MaxLength && (uid.Length & 1) == 0)
            writer.WriteRaw(tag, uid.Span);
    }
}
