using Dicom.Storage.DataSets;

namespace Dicom.Storage.Core;

/// <summary>Checks an event and reads the header of its object. Nothing that an event says is believed that the store can say itself.</summary>
internal sealed class IndexReader(IInstanceStore store, IDbProvider database)
{
    /// <summary>Gets what there is to do; null when the object is a repeated send of one that is indexed.</summary>
    /// <exception cref="DicomStorageException">The event is wrong, and stays so; or the database fails.</exception>
    /// <exception cref="IOException">The store fails, or has no such object.</exception>
    public async ValueTask<IndexItem?> ReadAsync(StorageEvent received, CancellationToken cancellationToken)
    {
        DicomStoreMeta receipt = (DicomStoreMeta)received.Payload;
        if (!store.IsLocationOf(receipt.TenantId, receipt.FilePath.Value))
            throw Refuse("the location is not one of the tenant's");

        bool isVersion = received.Outcome == PutOutcome.KeptBoth;
        if (await database.FindReceiptAsync(receipt.TraceId, cancellationToken).ConfigureAwait(false) is { } earlier)
        {
            return IsSameReceipt(earlier, receipt)
                ? new IndexItem(receipt, Metas: null, isVersion)
                : throw Refuse("an earlier event had the same id and said something else");
        }

        InstanceKey key = new(receipt.TenantId, receipt.StudyUid, receipt.SeriesUid, receipt.SopUid);
        if (received.Outcome == PutOutcome.AlreadyStored && await database.FindImageAsync(key, cancellationToken).ConfigureAwait(false) is not null)
            return null;

        InstanceMetas metas = await ReadHeaderAsync(receipt, cancellationToken).ConfigureAwait(false);
        return InstanceDescription.Of(metas).Key == key
            ? new IndexItem(receipt, metas, isVersion)
            : throw Refuse("the object has other UIDs than the event says");
    }

    /// <summary>Whether two receipts of one id tell of the same object in the same place.</summary>
    public static bool IsSameReceipt(DicomStoreMeta one, DicomStoreMeta other) =>
        one.TenantId == other.TenantId && one.StudyUid == other.StudyUid && one.SeriesUid == other.SeriesUid && one.SopUid == other.SopUid &&
        one.FilePath == other.FilePath && one.FileSize == other.FileSize;

    public static DicomStorageException Refuse(string reason) => new(StorageErrorKind.ExtractionFailed, $"The event cannot be indexed: {reason}.");

    private async ValueTask<InstanceMetas> ReadHeaderAsync(DicomStoreMeta receipt, CancellationToken cancellationToken)
    {
        Stream stream = await store.OpenAsync(receipt.FilePath.Value, cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            StoredHeader header = await StoredHeader.ReadAsync(stream, cancellationToken).ConfigureAwait(false);
            using DicomHeaderParser parser = header.Parser;
            return DicomMetaFactory.TryCreate(parser.Header, ReceiptOf(receipt, header.Meta), out InstanceMetas? metas)
                ? metas with { Store = metas.Store with { FilePath = receipt.FilePath, TargetTs = receipt.TargetTs, TransferStatus = receipt.TransferStatus } }
                : throw Refuse("SOP Instance UID is missing, or one of the UIDs is malformed");
        }
    }

    private static InstanceReceipt ReceiptOf(DicomStoreMeta receipt, DicomFileMeta meta) => new()
    {
        TraceId = receipt.TraceId,
        TenantId = receipt.TenantId,
        ReceivedTime = receipt.CreatedTime,
        FileSize = receipt.FileSize,
        TransferSyntaxUid = meta.TransferSyntaxUid,
        SopClassUid = meta.MediaStorageSopClassUid,
        WorkerNodeId = receipt.WorkerNodeId.Value,
        SourceIp = receipt.SourceIp.Value,
        SourceAe = receipt.SourceAe.Value,
    };
}
