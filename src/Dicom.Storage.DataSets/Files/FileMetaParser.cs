using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace Dicom.Storage.DataSets;

/// <summary>Reads the elements of group 0002 with the data set reader: explicit little endian whatever follows (PS3.10 7.1).</summary>
internal static class FileMetaParser
{
    // (0002,0000) itself: tag, UL, 4, and the four bytes; its number counts what follows it.
    public const int GroupLengthElement = 12;

    private static readonly DicomTagSet s_tags = new(DicomTag.FileMetaInformationGroupLength, DicomTag.MediaStorageSOPClassUID, DicomTag.MediaStorageSOPInstanceUID,
        DicomTag.TransferSyntaxUID, DicomTag.ImplementationClassUID, DicomTag.ImplementationVersionName, DicomTag.SourceApplicationEntityTitle,
        DicomTag.SendingApplicationEntityTitle, DicomTag.ReceivingApplicationEntityTitle, DicomTag.SourcePresentationAddress,
        DicomTag.SendingPresentationAddress, DicomTag.ReceivingPresentationAddress);

    public static bool TryParse(
        ReadOnlySpan<byte> front,
        int start,
        DataSetReadMode mode,
        [NotNullWhen(true)] out DicomFileMeta? meta,
        out long dataSetOffset,
        [NotNullWhen(false)] out DataSetFailure? failure)
    {
        var limits = new DataSetLimits();
        var header = new DicomHeader(s_tags, limits);
        var reader = new DataSetReader(DicomTransferSyntax.ExplicitVRLittleEndian, limits, mode) { IsFileMeta = true };
        try
        {
            failure = ReadElements(front[start..], reader, header);
            dataSetOffset = start + reader.Position;
            DataSetAnomalies anomalies = reader.Anomalies;
            failure ??= CheckLength(header, reader.Position, mode, ref anomalies);
            DicomUid syntax = Uid(header, DicomTag.TransferSyntaxUID);
            if (failure is null && syntax.IsEmpty)
                failure = FindSyntax(front[(int)dataSetOffset..], reader.Position, mode, ref syntax, ref anomalies);
            failure = failure is null ? null : failure with { Offset = failure.Offset + start };
            meta = failure is null ? Create(header, syntax, anomalies) : null;
            return meta is not null;
        }
        finally
        {
            header.Release();
        }
    }

    private static DataSetFailure? ReadElements(ReadOnlySpan<byte> rest, DataSetReader reader, DicomHeader header)
    {
        while (rest.Length > 0 && (rest.Length < 2 || BinaryPrimitives.ReadUInt16LittleEndian(rest) == 0x0002))
        {
            DataSetToken token = reader.Read(ref rest);
            if (token == DataSetToken.Failed)
                return reader.Failure;
            if (token == DataSetToken.SequenceStart)
                return new DataSetFailure(DataSetFailureKind.Structure, reader.HeaderOffset, "A sequence in the file meta information.");
            if (token == DataSetToken.NeedMoreData || reader.Length > rest.Length)
                return new DataSetFailure(DataSetFailureKind.Incomplete, reader.Position, "File meta information is cut.");

            int slot = header.Begin(reader);
            if (reader.TryReadValue(ref rest, out ReadOnlySpan<byte> value) && slot >= 0)
                header.Append(slot, value);
        }

        return null;
    }

    // A length that does not fit is no slip to look over: another reader would find another data set in the same file.
    private static DataSetFailure? CheckLength(DicomHeader header, long length, DataSetReadMode mode, ref DataSetAnomalies anomalies)
    {
        double? declared = header.GetDouble(DicomTag.FileMetaInformationGroupLength);
        if (declared == length - GroupLengthElement)
            return null;

        anomalies |= DataSetAnomalies.FileMeta;
        if (declared is null || mode == DataSetReadMode.Tolerant)
            return null;
        string comparison = declared > length - GroupLengthElement ? "shorter" : "longer";
        return new DataSetFailure(DataSetFailureKind.Structure, length, $"File meta information is {comparison} than (0002,0000) says.");
    }

    // Without a word about it the default transfer syntax holds (PS3.5 10.1), unless the data set shows another one.
    private static DataSetFailure? FindSyntax(
        ReadOnlySpan<byte> dataSet, long length, DataSetReadMode mode, ref DicomUid syntax, ref DataSetAnomalies anomalies)
    {
        if (mode == DataSetReadMode.Strict || length == 0)
            return new DataSetFailure(DataSetFailureKind.Structure, length, "File meta information names no valid transfer syntax (0002,0010).");

        syntax = (Part10Reader.FindSyntax(dataSet) ?? DicomTransferSyntax.ImplicitVRLittleEndian).Uid;
        anomalies |= DataSetAnomalies.FileMeta;
        return null;
    }

    // What is malformed reads as absent: the file meta tells about the object, the object itself is the data set.
    private static DicomFileMeta Create(DicomHeader header, DicomUid syntax, DataSetAnomalies anomalies) => new()
    {
        MediaStorageSopClassUid = Uid(header, DicomTag.MediaStorageSOPClassUID),
        MediaStorageSopInstanceUid = Uid(header, DicomTag.MediaStorageSOPInstanceUID),
        TransferSyntaxUid = syntax,
        ImplementationClassUid = Uid(header, DicomTag.ImplementationClassUID),
        ImplementationVersionName = Text(header, DicomTag.ImplementationVersionName),
        SourceAe = Title(header, DicomTag.SourceApplicationEntityTitle),
        SendingAe = Title(header, DicomTag.SendingApplicationEntityTitle),
        ReceivingAe = Title(header, DicomTag.ReceivingApplicationEntityTitle),
        SourcePresentationAddress = Text(header, DicomTag.SourcePresentationAddress),
        SendingPresentationAddress = Text(header, DicomTag.SendingPresentationAddress),
        ReceivingPresentationAddress = Text(header, DicomTag.ReceivingPresentationAddress),
        Anomalies = anomalies,
    };

    private static DicomUid Uid(DicomHeader header, DicomTag tag) => header.TryGetUid(tag, out DicomUid uid) ? uid : default;

    private static AeTitle Title(DicomHeader header, DicomTag tag) => AeTitle.TryParse(header.GetString(tag), out AeTitle title) ? title : default;

    private static string? Text(DicomHeader header, DicomTag tag) =>
        header.GetString(tag) is { } text && !text.AsSpan().ContainsAnyExceptInRange(' ', '~') ? text : null;
}
