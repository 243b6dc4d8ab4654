using System.Buffers;

namespace Dicom.Storage.DataSets;

/// <summary>What stands before the data set: the bytes as they were read, and what they say.</summary>
internal sealed class FileHead
{
    private static readonly DicomTagSet s_named = new(DicomTag.FileMetaInformationGroupLength, DicomTag.FileMetaInformationVersion,
        DicomTag.MediaStorageSOPClassUID, DicomTag.MediaStorageSOPInstanceUID, DicomTag.TransferSyntaxUID, DicomTag.ImplementationClassUID,
        DicomTag.ImplementationVersionName, DicomTag.SourceApplicationEntityTitle, DicomTag.SendingApplicationEntityTitle,
        DicomTag.ReceivingApplicationEntityTitle, DicomTag.SourcePresentationAddress, DicomTag.SendingPresentationAddress,
        DicomTag.ReceivingPresentationAddress);

    private FileHead(byte[] bytes, DicomFileMeta meta)
    {
        Bytes = bytes;
        bool hasPreamble = bytes.Length >= Part10Reader.PreambleLength + 4 && bytes.AsSpan(Part10Reader.PreambleLength, 4).SequenceEqual("DICM"u8);
        Preamble = hasPreamble ? bytes.AsMemory(0, Part10Reader.PreambleLength) : default;
        Meta = meta with { Others = ReadOthers(bytes, hasPreamble) };
    }

    public static FileHead None { get; } = new([], new DicomFileMeta { TransferSyntaxUid = default });

    /// <summary>Gets all bytes before the data set.</summary>
    public byte[] Bytes { get; }

    public ReadOnlyMemory<byte> Preamble { get; }

    public DicomFileMeta Meta { get; }

    public static FileHead Read(ReadOnlySpan<byte> bytes, DicomFileMeta meta) => new(bytes.ToArray(), meta);

    /// <summary>The file meta information of a data set that was never in a file.</summary>
    public static DicomFileMeta MetaOf(DicomDataset dataset) => Follow(new DicomFileMeta { TransferSyntaxUid = dataset.TransferSyntax.Uid }, dataset, dataset.TransferSyntax);

    /// <summary>File meta information made to say what is written: the two must agree (PS3.10 7.1).</summary>
    public static DicomFileMeta Follow(DicomFileMeta meta, DicomDataset dataset, DicomTransferSyntax syntax) => meta with
    {
        HasMetaInformation = true,
        TransferSyntaxUid = syntax.Uid,
        MediaStorageSopClassUid = dataset.GetSingleValueOrDefault(DicomTag.SOPClassUID, meta.MediaStorageSopClassUid),
        MediaStorageSopInstanceUid = dataset.GetSingleValueOrDefault(DicomTag.SOPInstanceUID, meta.MediaStorageSopInstanceUid),
    };

    /// <summary>Writes a head: preamble, prefix and file meta information.</summary>
    public static ReadOnlyMemory<byte> Write(DicomFileMeta meta, ReadOnlyMemory<byte> preamble)
    {
        var output = new ArrayBufferWriter<byte>(1024);
        Part10Writer.WriteHeader(output, meta);
        if (preamble.IsEmpty)
            return output.WrittenMemory;

        byte[] head = output.WrittenSpan.ToArray();
        preamble.Span.CopyTo(head);
        return head;
    }

    // The head was read once already, so it can be read again.
    private static DicomDataset? ReadOthers(byte[] bytes, bool hasPreamble)
    {
        int start = hasPreamble ? Part10Reader.PreambleLength + 4 : bytes.AsSpan().StartsWith("DICM"u8) ? 4 : 0;
        if (start == bytes.Length)
            return null;

        var builder = new DatasetBuilder(new MemoryValueSource(bytes), start, DicomTransferSyntax.ExplicitVRLittleEndian, new DicomOpenOptions(), isFileMeta: true);
        builder.Append(bytes.AsSpan(start));
        builder.Dataset.Remove(item => s_named.Contains(item.Tag));
        return builder.Dataset.Count == 0 ? null : builder.Dataset;
    }
}
