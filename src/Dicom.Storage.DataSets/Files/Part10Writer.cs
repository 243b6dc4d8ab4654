using System.Buffers;
using System.Text;

namespace Dicom.Storage.DataSets;

/// <summary>Writes the head of a Part 10 file: preamble, prefix, file meta information (PS3.10 7.1). The data set's bytes follow as they are.</summary>
public static class Part10Writer
{
    /// <summary>Writes everything that stands before the data set. The preamble is zeros, so no file can pose as another format.</summary>
    /// <exception cref="ArgumentException">The transfer syntax is missing, or a text has control characters or others than ASCII.</exception>
    public static void WriteHeader(IBufferWriter<byte> output, DicomFileMeta meta)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(meta);
        if (meta.TransferSyntaxUid.IsEmpty)
            throw new ArgumentException("File meta information needs a transfer syntax.", nameof(meta));

        var elements = new ArrayBufferWriter<byte>(512);
        WriteElements(new DataSetWriter(elements, DicomTransferSyntax.ExplicitVRLittleEndian), meta);
        if (meta.Others is not null)
            elements = Merge(elements.WrittenMemory, meta.Others);

        Span<byte> start = output.GetSpan(Part10Reader.PreambleLength + 4)[..(Part10Reader.PreambleLength + 4)];
        start[..Part10Reader.PreambleLength].Clear();
        "DICM"u8.CopyTo(start[Part10Reader.PreambleLength..]);
        output.Advance(start.Length);

        // (0002,0000) UL 4: the length of what follows, up to the data set
        new DataSetWriter(output, DicomTransferSyntax.ExplicitVRLittleEndian)
            .WriteUInt32(DicomTag.FileMetaInformationGroupLength, DicomVR.UL, (uint)elements.WrittenCount);
        output.Write(elements.WrittenSpan);
    }

    private static void WriteElements(DataSetWriter writer, DicomFileMeta meta)
    {
        writer.WriteElement(DicomTag.FileMetaInformationVersion, DicomVR.OB, [0, 1]); // version 1 (PS3.10 7.1)
        WriteText(writer, DicomTag.MediaStorageSOPClassUID, DicomVR.UI, meta.MediaStorageSopClassUid.Value);
        WriteText(writer, DicomTag.MediaStorageSOPInstanceUID, DicomVR.UI, meta.MediaStorageSopInstanceUid.Value);
        WriteText(writer, DicomTag.TransferSyntaxUID, DicomVR.UI, meta.TransferSyntaxUid.Value);
        WriteText(writer, DicomTag.ImplementationClassUID, DicomVR.UI, meta.ImplementationClassUid.Value);
        WriteText(writer, DicomTag.ImplementationVersionName, DicomVR.SH, meta.ImplementationVersionName);
        WriteText(writer, DicomTag.SourceApplicationEntityTitle, DicomVR.AE, meta.SourceAe.Value);
        WriteText(writer, DicomTag.SendingApplicationEntityTitle, DicomVR.AE, meta.SendingAe.Value);
        WriteText(writer, DicomTag.ReceivingApplicationEntityTitle, DicomVR.AE, meta.ReceivingAe.Value);
        WriteText(writer, DicomTag.SourcePresentationAddress, DicomVR.UR, meta.SourcePresentationAddress);
        WriteText(writer, DicomTag.SendingPresentationAddress, DicomVR.UR, meta.SendingPresentationAddress);
        WriteText(writer, DicomTag.ReceivingPresentationAddress, DicomVR.UR, meta.ReceivingPresentationAddress);
        writer.Complete();
    }

    /// <summary>Whether a text can stand in file meta information: printable ASCII.</summary>
    internal static bool IsWritable(string text) => Ascii.IsValid(text) && !text.AsSpan().ContainsAnyInRange('\0', '\x1F');

    // Few files have others, so those few are read again and put in order.
    private static ArrayBufferWriter<byte> Merge(ReadOnlyMemory<byte> named, DicomDataset others)
    {
        var builder = new DatasetBuilder(new MemoryValueSource(named), 0, DicomTransferSyntax.ExplicitVRLittleEndian, new DicomOpenOptions(), isFileMeta: true);
        builder.Append(named.Span);
        foreach (DicomItem item in others)
        {
            if (item.Tag.Group != 0x0002 || item is not DicomElement)
                throw new ArgumentException($"{item.Tag} is no element of file meta information.", nameof(others));
            builder.Dataset.Append(item);
        }

        var merged = new ArrayBufferWriter<byte>(512);
        DicomDatasetWriter.Write(merged, builder.Dataset);
        return merged;
    }

    private static void WriteText(DataSetWriter writer, DicomTag tag, DicomVR vr, string? text)
    {
        if (string.IsNullOrEmpty(text))
            return;
        if (!IsWritable(text))
            throw new ArgumentException($"{tag} takes printable ASCII characters.", nameof(text));

        writer.WriteElement(tag, vr, Encoding.ASCII.GetBytes(text));
    }
}
