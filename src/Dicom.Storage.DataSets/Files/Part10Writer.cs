using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Dicom.Storage.DataSets;

/// <summary>Writes the head of a Part 10 file: preamble, prefix, file meta information (PS3.10 7.1). The data set's bytes follow as they are.</summary>
public static class Part10Writer
{
    private const int PreambleLength = 128;

    /// <summary>Writes everything that stands before the data set. The preamble is zeros, so no file can pose as another format.</summary>
    /// <exception cref="ArgumentException">The transfer syntax is missing.</exception>
    public static void WriteHeader(IBufferWriter<byte> output, DicomFileMeta meta)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(meta);
        if (meta.TransferSyntaxUid.IsEmpty)
            throw new ArgumentException("File meta information needs a transfer syntax.", nameof(meta));

        ArrayBufferWriter<byte> elements = new(512);
        WriteElements(elements, meta);

        Span<byte> head = output.GetSpan(PreambleLength + 4 + 12);
        head[..PreambleLength].Clear();
        "DICM"u8.CopyTo(head[PreambleLength..]);
        // (0002,0000) UL 4: the length of what follows, up to the data set
        Span<byte> groupLength = head.Slice(PreambleLength + 4, 12);
        WriteElementHeader(groupLength, 0x0000, "UL"u8, 4);
        BinaryPrimitives.WriteUInt32LittleEndian(groupLength[8..], (uint)elements.WrittenCount);
        output.Advance(PreambleLength + 4 + 12);
        output.Write(elements.WrittenSpan);
    }

    private static void WriteElements(ArrayBufferWriter<byte> output, DicomFileMeta meta)
    {
        WriteVersion(output);
        WriteText(output, 0x0002, "UI"u8, meta.MediaStorageSopClassUid.Value);
        WriteText(output, 0x0003, "UI"u8, meta.MediaStorageSopInstanceUid.Value);
        WriteText(output, 0x0010, "UI"u8, meta.TransferSyntaxUid.Value);
        WriteText(output, 0x0012, "UI"u8, meta.ImplementationClassUid.Value);
        WriteText(output, 0x0013, "SH"u8, meta.ImplementationVersionName);
        WriteText(output, 0x0016, "AE"u8, meta.SourceAe.Value);
        WriteText(output, 0x0017, "AE"u8, meta.SendingAe.Value);
        WriteText(output, 0x0018, "AE"u8, meta.ReceivingAe.Value);
        WriteAddress(output, 0x0026, meta.SourcePresentationAddress);
        WriteAddress(output, 0x0027, meta.SendingPresentationAddress);
        WriteAddress(output, 0x0028, meta.ReceivingPresentationAddress);
    }

    // (0002,0001) OB: 00 01, version 1 (PS3.10 7.1)
    private static void WriteVersion(ArrayBufferWriter<byte> output)
    {
        Span<byte> span = output.GetSpan(14);
        WriteLongElementHeader(span, 0x0001, "OB"u8, 2);
        span[12] = 0;
        span[13] = 1;
        output.Advance(14);
    }

    private static void WriteText(ArrayBufferWriter<byte> output, ushort element, ReadOnlySpan<byte> vr, string? value)
    {
        if (string.IsNullOrEmpty(value))
            return;

        int length = (value.Length + 1) & ~1;
        Span<byte> span = output.GetSpan(8 + length);
        WriteElementHeader(span, element, vr, length);
        WriteValue(span.Slice(8, length), value, vr[0] == 'U' ? (byte)0 : (byte)' ');
        output.Advance(8 + length);
    }

    private static void WriteAddress(ArrayBufferWriter<byte> output, ushort element, string? value)
    {
        if (string.IsNullOrEmpty(value))
            return;

        int length = (value.Length + 1) & ~1;
        Span<byte> span = output.GetSpan(12 + length);
        WriteLongElementHeader(span, element, "UR"u8, length);
        WriteValue(span.Slice(12, length), value, (byte)' ');
        output.Advance(12 + length);
    }

    private static void WriteValue(Span<byte> destination, string value, byte pad)
    {
        int written = Encoding.ASCII.GetBytes(value, destination);
        destination[written..].Fill(pad);
    }

    private static void WriteElementHeader(Span<byte> destination, ushort element, ReadOnlySpan<byte> vr, int length)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(destination, 0x0002);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[2..], element);
        vr.CopyTo(destination[4..]);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[6..], checked((ushort)length));
    }

    private static void WriteLongElementHeader(Span<byte> destination, ushort element, ReadOnlySpan<byte> vr, int length)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(destination, 0x0002);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[2..], element);
        vr.CopyTo(destination[4..]);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[6..], 0);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[8..], (uint)length);
    }
}
