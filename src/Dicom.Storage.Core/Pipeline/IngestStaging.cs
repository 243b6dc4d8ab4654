using Dicom.Storage.DataSets;
using Microsoft.Extensions.Logging;

namespace Dicom.Storage.Core;

/// <summary>The step before placing: asks the transform, if there is one, what is to be stored of each object.</summary>
internal sealed class IngestStaging(Spool spool, IIngestTransform? transform, IFaultPoints faults, ILogger logger)
{
    private readonly RenditionFolder _renditions = new(spool);

    public async ValueTask<StagedItem[]> StageAsync(IReadOnlyList<IngestItem> batch, CancellationToken cancellationToken)
    {
        StagedItem[] staged = new StagedItem[batch.Count];
        if (transform is null && _renditions.IsEmpty)
        {
            for (int i = 0; i < staged.Length; i++)
                staged[i] = new StagedItem(batch[i], batch[i]);
            return staged;
        }

        ParallelOptions parallel = new() { MaxDegreeOfParallelism = Math.Max(1, transform?.MaxParallelObjects ?? 1), CancellationToken = cancellationToken };
        await Parallel.ForAsync(
            0,
            staged.Length,
            parallel,
            async (i, token) => staged[i] = await StageAsync(batch[i], token).ConfigureAwait(false)).ConfigureAwait(false);
        faults.Pass(FaultPoint.RenditionsReady);
        return staged;
    }

    /// <summary>Forgets what was made of an object that is stored, indexed and published.</summary>
    public void Release(IngestItem item) => _renditions.Remove(item.Entry);

    private async ValueTask<StagedItem> StageAsync(IngestItem item, CancellationToken cancellationToken)
    {
        if (_renditions.TryGet(item.Entry, out SpoolEntry finished, out bool keepsOriginal) && TryDescribe(item, finished, out IngestItem? again))
            return new StagedItem(item, again!, keepsOriginal);
        if (transform is null)
            return new StagedItem(item, item);

        string part = _renditions.PartOf(item.Entry);
        File.Delete(part); // left by an attempt that was cut off
        try
        {
            IngestTransformRequest request = new(item.Entry, item.Description, part, _renditions.WorkDirectory);
            IngestTransformation? done = await transform.TransformAsync(request, cancellationToken).ConfigureAwait(false);
            if (done is null)
                return new StagedItem(item, item);
            if (done.Status != TransferStatus.Success)
                return Failed(item, done.TargetTransferSyntaxUid);

            if (TryDescribe(item, item.Entry with { FilePath = part }, out _))
            {
                SpoolEntry rendition = _renditions.Finish(item.Entry, part, done.KeepsOriginal);
                if (TryDescribe(item, rendition, out IngestItem? made))
                    return new StagedItem(item, made!, done.KeepsOriginal);
            }

            return Failed(item, done.TargetTransferSyntaxUid);
        }
        finally
        {
            File.Delete(part);
        }
    }

    private StagedItem Failed(IngestItem item, DicomUid target)
    {
        CoreLog.TransformFailed(logger, item.Entry.TraceId, target.Value);
        InstanceMetas metas = item.Description.Metas;
        metas = metas with { Store = metas.Store with { TargetTs = target, TransferStatus = TransferStatus.Failed } };
        return new StagedItem(item, new IngestItem(item.Entry, item.Description with { Metas = metas }, item.Ticket));
    }

    // The rows of what is stored; how and when the object came is what its receiver saw.
    private static bool TryDescribe(IngestItem item, SpoolEntry rendition, out IngestItem? described)
    {
        described = null;
        InstanceDescription? description = SpoolEntryReader.TryRead(rendition, out _);
        if (description is null)
            return false;

        InstanceMetas came = item.Description.Metas;
        InstanceMetas made = description.Metas;
        DicomStoreMeta store = made.Store with
        {
            WorkerNodeId = came.Store.WorkerNodeId,
            TransferSyntaxUid = came.Store.TransferSyntaxUid,
            CreatedTime = came.Store.CreatedTime,
            SourceIp = came.Store.SourceIp,
            SourceAe = came.Store.SourceAe,
            TargetTs = made.Image.TransferSyntaxUid,
            TransferStatus = TransferStatus.Success,
        };
        DicomStateMeta state = made.State with { CreatedTime = came.State.CreatedTime, UpdatedTime = came.State.UpdatedTime };
        DicomImageMeta image = made.Image with { CreatedTime = came.Image.CreatedTime, UpdatedTime = came.Image.UpdatedTime };
        described = new IngestItem(rendition, InstanceDescription.Of(new InstanceMetas(store, state, image, made.Truncated)), item.Ticket);
        return true;
    }
}
