using System.Buffers;
using Dicom.Storage.DataSets;
using Dicom.Storage.Testing;

namespace Dicom.Storage.Core.Tests;

/// <summary>Writes synthetic objects into a spool as a receiver does.</summary>
internal static class SpoolObjects
{
    private static readonly DicomUid s_syntax = DicomUid.Parse(SyntheticObject.TransferSyntax);

    public static SpoolWriter Begin(Spool spool, SyntheticObject item)
    {
        SpoolWriter writer = spool.Create(TenantId.Fallback);
        ArrayBufferWriter<byte> head = new();
        Part10Writer.WriteHeader(head, new DicomFileMeta
        {
            MediaStorageSopClassUid = DicomUid.Parse(SyntheticObject.SopClass),
            MediaStorageSopInstanceUid = DicomUid.Parse(item.SopUid),
            TransferSyntaxUid = s_syntax,
            SendingAe = AeTitle.Parse("CT1"),
            SendingPresentationAddress = "dicom://10.0.0.7:104",
        });
        writer.Write(head.WrittenSpan);
        writer.Write(item.DataSet);
        return writer;
    }

    public static InstanceDescription Describe(SyntheticObject item, SpoolWriter writer)
    {
        using DicomHeaderParser parser = new(DicomTransferSyntax.ExplicitVRLittleEndian, DicomMetaFactory.WantedTags);
        Assert.True(parser.Append(item.DataSet) && parser.Complete());
        InstanceReceipt receipt = new()
        {
            TraceId = writer.TraceId,
            TenantId = writer.Tenant,
            ReceivedTime = TimeProvider.System.GetUtcNow(),
            FileSize = writer.Length,
            TransferSyntaxUid = s_syntax,
            SopClassUid = DicomUid.Parse(SyntheticObject.SopClass),
        };
        Assert.True(DicomMetaFactory.TryCreate(parser.Header, receipt, out InstanceMetas? metas));
        return InstanceDescription.Of(metas);
    }

    /// <summary>Completes when a spool is empty: an entry goes after its ticket was told, a moment later.</summary>
    public static Task EmptiedAsync(Spool spool) => Eventually.IsTrueAsync(() => spool.Depth == 0);
}
