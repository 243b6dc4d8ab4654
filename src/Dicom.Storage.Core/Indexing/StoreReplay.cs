using Dicom.Storage.DataSets;

namespace Dicom.Storage.Core;

/// <summary>
/// Tells the bus again of objects that are in the instance store and not in the index: after a broker has lost events, by retention or
/// disaster. The store is the outbox that is never emptied. For path templates that end with <c>{sopUid}.dcm</c>.
/// </summary>
public sealed class StoreReplay(IInstanceStore store, IDbProvider database, IMessagePublisher publisher, TimeProvider time)
{
    private const int BatchObjects = 256;

    /// <summary>Goes through the store once.</summary>
    /// <param name="tenantOf">Whose object lies at a location; null leaves it out. For the default path template it is the first segment.</param>
    /// <returns>How many objects were told of.</returns>
    /// <exception cref="DicomStorageException">Database or bus fail; running it again does what is left.</exception>
    public async Task<long> RunAsync(Func<StoredObject, TenantId?> tenantOf, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tenantOf);
        long told = 0;
        List<StorageEvent> batch = new(BatchObjects * 2);
        await foreach (StoredObject item in store.EnumerateAsync(cancellationToken).ConfigureAwait(false))
        {
            if (tenantOf(item) is not { } tenant || await ReadAsync(item, tenant, cancellationToken).ConfigureAwait(false) is not { } receipt)
                continue;
            IngestEffects.AddReceipt(batch, receipt, PutOutcome.Stored);
            told++;
            if (batch.Count >= BatchObjects * 2)
            {
                await publisher.PublishAsync(batch, cancellationToken).ConfigureAwait(false);
                batch = new(BatchObjects * 2);
            }
        }

        await publisher.PublishAsync(batch, cancellationToken).ConfigureAwait(false);
        return told;
    }

    /// <summary>Reads the tenant of a location that begins with it, as the default path template makes them.</summary>
    public static TenantId? FirstSegment(StoredObject item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return TenantId.TryParse(item.Location.Split('/', 2)[0], out TenantId tenant) ? tenant : null;
    }

    private async ValueTask<DicomStoreMeta?> ReadAsync(StoredObject item, TenantId tenant, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadHeaderAsync(item, tenant, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DicomStorageException { Kind: StorageErrorKind.ExtractionFailed })
        {
            return null; // deleted meanwhile, or nothing that an indexer could read
        }
    }

    private async ValueTask<DicomStoreMeta?> ReadHeaderAsync(StoredObject item, TenantId tenant, CancellationToken cancellationToken)
    {
        Stream stream = await store.OpenAsync(item.Location, cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            StoredHeader header = await StoredHeader.ReadAsync(stream, cancellationToken).ConfigureAwait(false);
            using DicomHeaderParser parser = header.Parser;
            if (!DicomMetaFactory.TryCreate(parser.Header, ReceiptOf(item, tenant, header.Meta), out InstanceMetas? metas))
                return null;
            InstanceKey key = InstanceDescription.Of(metas).Key;
            // What lies beside the object that its UIDs stand for has more in its name, and is not what the index is to name.
            if (!item.Location.EndsWith(key.SopUid.Value + ".dcm", StringComparison.Ordinal))
                return null;
            return await database.FindImageAsync(key, cancellationToken).ConfigureAwait(false) is null
                ? metas.Store with { FilePath = BoundedString<Max512>.Parse(item.Location) }
                : null;
        }
    }

    // When and how it was received, the file's meta information says as far as it can be known; it gets a new trace id.
    private InstanceReceipt ReceiptOf(StoredObject item, TenantId tenant, DicomFileMeta meta) => new()
    {
        TraceId = TraceId.New(time),
        TenantId = tenant,
        ReceivedTime = time.GetUtcNow(),
        FileSize = item.Length,
        TransferSyntaxUid = meta.TransferSyntaxUid,
        SopClassUid = meta.MediaStorageSopClassUid,
        SourceIp = SpoolEntryReader.HostOf(meta),
        SourceAe = meta.SendingAe.Value,
    };
}
