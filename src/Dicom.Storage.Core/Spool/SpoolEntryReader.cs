using Dicom.Storage.DataSets;
using Microsoft.Win32.SafeHandles;

namespace Dicom.Storage.Core;

/// <summary>Learns again from a spool file what its receiver knew: the head says how it came, the data set what it is.</summary>
internal static class SpoolEntryReader
{
    private const int BufferBytes = 64 * 1024;

    /// <param name="entry">The entry.</param>
    /// <param name="reason">Why it cannot be ingested, when the result is null; without patient data.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static InstanceDescription? TryRead(SpoolEntry entry, out string? reason)
    {
        using SafeFileHandle file = File.OpenHandle(entry.FilePath);
        if (!Part10Reader.TryRead(file, out DicomFileMeta? meta, out long offset, out DataSetFailure? failure))
        {
            reason = failure.Message;
            return null;
        }

        if (!DicomTransferSyntax.TryGet(meta.TransferSyntaxUid, out DicomTransferSyntax? syntax))
            syntax = DicomTransferSyntax.ExplicitVRLittleEndian;
        using DicomHeaderParser parser = new(syntax, DicomMetaFactory.WantedTags);
        if (!ReadHeader(file, offset, parser))
        {
            reason = parser.Failure!.Message;
            return null;
        }

        InstanceReceipt receipt = ReceiptOf(entry, meta);
        if (!DicomMetaFactory.TryCreate(parser.Header, receipt, out InstanceMetas? metas))
        {
            reason = "SOP Instance UID is missing, or SOP, Study or Series Instance UID is malformed.";
            return null;
        }

        reason = null;
        return InstanceDescription.Of(metas);
    }

    internal static string HostOf(DicomFileMeta meta) =>
        Uri.TryCreate(meta.SendingPresentationAddress, UriKind.Absolute, out Uri? address) ? address.Host.Trim('[', ']') : string.Empty;

    // Up to Pixel Data: whether the object is complete was found out before it was acknowledged.
    private static bool ReadHeader(SafeFileHandle file, long offset, DicomHeaderParser parser)
    {
        byte[] buffer = new byte[BufferBytes];
        while (!parser.ReachedPixelData)
        {
            int read = RandomAccess.Read(file, buffer, offset);
            if (read == 0)
                return true;
            if (!parser.Append(buffer.AsSpan(0, read)))
                return false;
            offset += read;
        }

        return true;
    }

    private static InstanceReceipt ReceiptOf(SpoolEntry entry, DicomFileMeta meta) => new()
    {
        TraceId = entry.TraceId,
        TenantId = entry.Tenant,
        ReceivedTime = ReceivedTime(entry.TraceId),
        FileSize = entry.Length,
        TransferSyntaxUid = meta.TransferSyntaxUid,
        SopClassUid = meta.MediaStorageSopClassUid,
        SourceIp = HostOf(meta),
        SourceAe = meta.SendingAe.Value,
    };

    // The first 48 bits of a UUIDv7 are milliseconds since 1970 (RFC 9562 5.7), so the file's name tells when it came.
    private static DateTimeOffset ReceivedTime(TraceId traceId)
    {
        ReadOnlySpan<char> id = traceId.Value;
        long milliseconds = (Convert.ToInt64(id[..8].ToString(), 16) << 16) | Convert.ToInt64(id[9..13].ToString(), 16);
        return DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
    }
}
