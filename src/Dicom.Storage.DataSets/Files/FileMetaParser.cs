using System.Buffers.Binary;

namespace Dicom.Storage.DataSets;

/// <summary>Reads the elements of group 0002 with the data set reader: explicit little endian whatever follows (PS3.10 7.1).</summary>
internal static class FileMetaParser
{
    private static readonly DicomTagSet s_tags = new(DicomTag.MediaStorageSOPClassUID, DicomTag.MediaStorageSOPInstanceUID, DicomTag.TransferSyntaxUID,
        DicomTag.ImplementationClassUID, DicomTag.ImplementationVersionName, DicomTag.SourceApplicationEntityTitle, DicomTag.SendingApplicationEntityTitle,
        DicomTag.ReceivingApplicationEntityTitle, DicomTag.SourcePresentationAddress, DicomTag.SendingPresentationAddress, DicomTag.ReceivingPresentationAddress);

    /// <returns>Null with a failure, or without one when more bytes are needed.</returns>
    public static DicomFileMeta? Parse(ReadOnlySpan<byte> front, int start, bool isWhole, ref DataSetFailure? failure)
    {
        var limits = new DataSetLimits();
        var header = new DicomHeader(s_tags, limits);
        var reader = new DataSetReader(DicomTransferSyntax.ExplicitVRLittleEndian, limits) { IsFileMeta = true };
        uint? declared = null;
        ReadOnlySpan<byte> rest = front[start..];
        while (rest.Length >= 2 && BinaryPrimitives.ReadUInt16LittleEndian(rest) == 0x0002)
        {
            DataSetToken token = reader.Read(ref rest);
            if (token == DataSetToken.Element && !TryTakeValue(reader, header, ref rest, ref declared))
                token = DataSetToken.NeedMoreData;
            if (token is DataSetToken.NeedMoreData or DataSetToken.Failed)
                return Stop(reader, start, isWhole, ref failure);
        }

        if (rest.Length < 2 && !isWhole)
            return null;
        if (declared is { } length && reader.Position != length + 12L)
            failure = new DataSetFailure(DataSetFailureKind.Structure, start, "File meta information has another length than (0002,0000) says.");
        else if (!header.TryGetUid(DicomTag.TransferSyntaxUID, out _))
            failure = new DataSetFailure(DataSetFailureKind.Structure, start, "File meta information without transfer syntax.");
        DicomFileMeta? meta = failure is null ? Create(header, start, reader.Position) : null;
        header.Release();
        return meta;
    }

    private static bool TryTakeValue(DataSetReader reader, DicomHeader header, ref ReadOnlySpan<byte> rest, ref uint? declared)
    {
        if (reader.Length > rest.Length)
            return false;

        reader.TryReadValue(ref rest, out ReadOnlySpan<byte> value);
        if (reader.Tag == DicomTag.FileMetaInformationGroupLength && value.Length == 4)
            declared = BinaryPrimitives.ReadUInt32LittleEndian(value);
        int slot = header.Begin(reader);
        if (slot >= 0)
            header.Append(slot, value);
        return true;
    }

    private static DicomFileMeta? Stop(DataSetReader reader, int start, bool isWhole, ref DataSetFailure? failure)
    {
        if (reader.Failure is { } broken)
            failure = broken with { Offset = broken.Offset + start };
        else if (isWhole)
            failure = new DataSetFailure(DataSetFailureKind.Incomplete, start + reader.Position, "The file ends inside its meta information.");
        return null;
    }

    private static DicomFileMeta Create(DicomHeader header, int start, long length) => new()
    {
        MediaStorageSopClassUid = Uid(header, DicomTag.MediaStorageSOPClassUID),
        MediaStorageSopInstanceUid = Uid(header, DicomTag.MediaStorageSOPInstanceUID),
        TransferSyntaxUid = Uid(header, DicomTag.TransferSyntaxUID),
        ImplementationClassUid = Uid(header, DicomTag.ImplementationClassUID),
        ImplementationVersionName = header.GetString(DicomTag.ImplementationVersionName) ?? string.Empty,
        SourceApplicationEntityTitle = Title(header, DicomTag.SourceApplicationEntityTitle),
        SendingApplicationEntityTitle = Title(header, DicomTag.SendingApplicationEntityTitle),
        ReceivingApplicationEntityTitle = Title(header, DicomTag.ReceivingApplicationEntityTitle),
        SourcePresentationAddress = header.GetString(DicomTag.SourcePresentationAddress),
        SendingPresentationAddress = header.GetString(DicomTag.SendingPresentationAddress),
        ReceivingPresentationAddress = header.GetString(DicomTag.ReceivingPresentationAddress),
        DataSetOffset = start + length,
        HasPreamble = start == Part10Writer.PreambleLength + 4,
    };

    private static DicomUid Uid(DicomHeader header, DicomTag tag) => header.TryGetUid(tag, out DicomUid uid) ? uid : default;

    private static AeTitle Title(DicomHeader header, DicomTag tag) => AeTitle.TryParse(header.GetString(tag), out AeTitle title) ? title : default;
}
