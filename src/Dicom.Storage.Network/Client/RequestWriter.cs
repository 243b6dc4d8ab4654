using System.Buffers;
using Dicom.Storage.DataSets;

namespace Dicom.Storage.Network;

/// <summary>Writes requests (PS3.7 9.3.1.1, 9.3.5.1).</summary>
internal static class RequestWriter
{
    private const ushort NoDataSet = 0x0101;
    private const ushort HasDataSet = 0x0000;
    private const ushort MediumPriority = 0x0000;

    public static byte[] Echo(ushort messageId)
    {
        Span<byte> command = stackalloc byte[128];
        CommandWriter writer = new(command);
        writer.WriteUid(CommandTags.AffectedSopClassUid, DicomSopClass.Verification.Uid);
        writer.WriteUInt16(CommandTags.CommandField, (ushort)DimseCommandField.CEchoRequest);
        writer.WriteUInt16(CommandTags.MessageId, messageId);
        writer.WriteUInt16(CommandTags.DataSetType, NoDataSet);
        return command[..writer.Finish()].ToArray();
    }

    public static byte[] Store(ushort messageId, DicomStoreSource source)
    {
        const int Fixed = 256;
        ArrayBufferWriter<byte> result = new(Fixed);
        CommandWriter writer = new(result.GetSpan(Fixed));
        writer.WriteUid(CommandTags.AffectedSopClassUid, source.SopClassUid);
        writer.WriteUInt16(CommandTags.CommandField, (ushort)DimseCommandField.CStoreRequest);
        writer.WriteUInt16(CommandTags.MessageId, messageId);
        writer.WriteUInt16(CommandTags.Priority, MediumPriority);
        writer.WriteUInt16(CommandTags.DataSetType, HasDataSet);
        writer.WriteUid(CommandTags.AffectedSopInstanceUid, source.SopInstanceUid);
        result.Advance(writer.Finish());
        foreach ((DicomTag tag, ReadOnlyMemory<byte> value) in source.ExtraCommandElements)
            CommandWriter.AppendElement(result, tag, value.Span); // not counted by the length of group 0000
        return result.WrittenSpan.ToArray();
    }
}
