using System.Buffers;
using System.Text;

namespace Dicom.Storage.DataSets;

/// <summary>Writes what stands before the data set in a DICOM file: preamble, <c>DICM</c> and file meta information (PS3.10 7.1).</summary>
public static class Part10Writer
{
    /// <summary>The bytes of the preamble, all zero, before <c>DICM</c>.</summary>
    public const int PreambleLength = 128;

    /// <summary>Writes it; the data set's bytes follow unchanged.</summary>
    /// <exception cref="ArgumentException">A UID that the file must have is missing, or a text is none of the default repertoire.</exception>
    public static void WriteMeta(IBufferWriter<byte> output, DicomFileMeta meta)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(meta);
        if (meta.MediaStorageSopClassUid.IsEmpty || meta.MediaStorageSopInstanceUid.IsEmpty || meta.TransferSyntaxUid.IsEmpty || meta.ImplementationClassUid.IsEmpty)
            throw new ArgumentException("SOP class, SOP instance, transfer syntax and implementation class UID are required (PS3.10 7.1).", nameof(meta));

        var elements = new ArrayBufferWriter<byte>(512);
        WriteElements(new DataSetWriter(elements, DicomTransferSyntax.ExplicitVRLittleEndian), meta);

        Span<byte> start = output.GetSpan(PreambleLength + 4)[..(PreambleLength + 4)];
        start[..PreambleLength].Clear();
        "DICM"u8.CopyTo(start[PreambleLength..]);
        output.Advance(start.Length);
        new DataSetWriter(output, DicomTransferSyntax.ExplicitVRLittleEndian)
            .WriteUInt32(DicomTag.FileMetaInformationGroupLength, DicomVR.UL, (uint)elements.WrittenCount);
        output.Write(elements.WrittenSpan);
    }

    private static void WriteElements(DataSetWriter writer, DicomFileMeta meta)
    {
        writer.WriteElement(DicomTag.FileMetaInformationVersion, DicomVR.OB, [0, 1]);
        WriteText(writer, DicomTag.MediaStorageSOPClassUID, DicomVR.UI, meta.MediaStorageSopClassUid.Value);
        WriteText(writer, DicomTag.MediaStorageSOPInstanceUID, DicomVR.UI, meta.MediaStorageSopInstanceUid.Value);
        WriteText(writer, DicomTag.TransferSyntaxUID, DicomVR.UI, meta.TransferSyntaxUid.Value);
        WriteText(writer, DicomTag.ImplementationClassUID, DicomVR.UI, meta.ImplementationClassUid.Value);
        WriteText(writer, DicomTag.ImplementationVersionName, DicomVR.SH, meta.ImplementationVersionName, 16);
        WriteText(writer, DicomTag.SourceApplicationEntityTitle, DicomVR.AE, meta.SourceApplicationEntityTitle.Value);
        WriteText(writer, DicomTag.SendingApplicationEntityTitle, DicomVR.AE, meta.SendingApplicationEntityTitle.Value);
        WriteText(writer, DicomTag.ReceivingApplicationEntityTitle, DicomVR.AE, meta.ReceivingApplicationEntityTitle.Value);
        WriteText(writer, DicomTag.SourcePresentationAddress, DicomVR.UR, meta.SourcePresentationAddress, MaxAddressLength);
        WriteText(writer, DicomTag.SendingPresentationAddress, DicomVR.UR, meta.SendingPresentationAddress, MaxAddressLength);
        WriteText(writer, DicomTag.ReceivingPresentationAddress, DicomVR.UR, meta.ReceivingPresentationAddress, MaxAddressLength);
        writer.Complete();
    }

    private const int MaxAddressLength = 1_024;

    private static void WriteText(DataSetWriter writer, DicomTag tag, DicomVR vr, string? text, int maxLength = DicomUid.MaxLength)
    {
        if (string.IsNullOrEmpty(text))
            return;
        if (text.Length > maxLength || !Ascii.IsValid(text) || text.AsSpan().ContainsAnyInRange('\0', '\x1F'))
            throw new ArgumentException($"{tag} takes up to {maxLength} printable ASCII characters.", nameof(text));

        writer.WriteElement(tag, vr, Encoding.ASCII.GetBytes(text));
    }
}
