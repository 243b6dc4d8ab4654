using System.Buffers;

namespace Dicom.Storage.DataSets;

/// <summary>What stands before the data set: the bytes as they were read, and what they say.</summary>
internal sealed class FileHead
{
    // What the properties of the meta information tell; an element that none of them could take is kept as it is.
    private static readonly Dictionary<DicomTag, Func<DicomFileMeta, string?>> s_told = new()
    {
        [DicomTag.FileMetaInformationGroupLength] = static _ => "of what is written",
        [DicomTag.FileMetaInformationVersion] = static _ => "1",
        [DicomTag.MediaStorageSOPClassUID] = static meta => meta.MediaStorageSopClassUid.Value,
        [DicomTag.MediaStorageSOPInstanceUID] = static meta => meta.MediaStorageSopInstanceUid.Value,
        [DicomTag.TransferSyntaxUID] = static meta => meta.TransferSyntaxUid.Value,
        [DicomTag.ImplementationClassUID] = static meta => meta.ImplementationClassUid.Value,
        [DicomTag.ImplementationVersionName] = static meta => meta.ImplementationVersionName,
        [DicomTag.SourceApplicationEntityTitle] = static meta => meta.SourceAe.Value,
        [DicomTag.SendingApplicationEntityTitle] = static meta => meta.SendingAe.Value,
        [DicomTag.ReceivingApplicationEntityTitle] = static meta => meta.ReceivingAe.Value,
        [DicomTag.SourcePresentationAddress] = static meta => meta.SourcePresentationAddress,
        [DicomTag.SendingPresentationAddress] = static meta => meta.SendingPresentationAddress,
        [DicomTag.ReceivingPresentationAddress] = static meta => meta.ReceivingPresentationAddress,
    };

    private FileHead(byte[] bytes, DicomFileMeta meta)
    {
        Bytes = bytes;
        bool hasPreamble = bytes.Length >= Part10Reader.PreambleLength + 4 && bytes.AsSpan(Part10Reader.PreambleLength, 4).SequenceEqual("DICM"u8);
        Preamble = hasPreamble ? bytes.AsMemory(0, Part10Reader.PreambleLength) : default;
        Meta = meta with
        {
            ImplementationVersionName = Writable(meta.ImplementationVersionName),
            SourcePresentationAddress = Writable(meta.SourcePresentationAddress),
            SendingPresentationAddress = Writable(meta.SendingPresentationAddress),
            ReceivingPresentationAddress = Writable(meta.ReceivingPresentationAddress),
        };
        Meta = Meta with { Others = ReadOthers(bytes, hasPreamble, Meta) };
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

    // Text that could not be written again is read as absent, and kept as bytes.
    private static string? Writable(string? text) => text is not null && Part10Writer.IsWritable(text) ? text : null;

    // The head was read once already, so it can be read again.
    private static DicomDataset? ReadOthers(byte[] bytes, bool hasPreamble, DicomFileMeta meta)
    {
        int start = hasPreamble ? Part10Reader.PreambleLength + 4 : bytes.AsSpan().StartsWith("DICM"u8) ? 4 : 0;
        if (start == bytes.Length)
            return null;

        var builder = new DatasetBuilder(new MemoryValueSource(bytes), start, DicomTransferSyntax.ExplicitVRLittleEndian, new DicomOpenOptions(), isFileMeta: true);
        builder.Append(bytes.AsSpan(start));
        builder.Dataset.Remove(item => s_told.TryGetValue(item.Tag, out Func<DicomFileMeta, string?>? told) && !string.IsNullOrEmpty(told(meta)));
        return builder.Dataset.Count == 0 ? null : builder.Dataset;
    }
}
