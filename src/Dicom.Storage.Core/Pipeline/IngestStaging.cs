using Dicom.Storage.DataSets;
using Microsoft.Extensions.Logging;

namespace Dicom.Storage.Core;

/// <summary>The step before placing: asks the transform, if there is one, what is to be stored of each object.</summary>
internal sealed class IngestStaging(Spool spool, IIngestTransform? transform, IFaultPoints faults, ILogger logger)
{
    private readonly RenditionFolder _renditions = new(spool);

    /// <summary>Finds out, or makes, what is to be stored of an object.</summary>
    /// <exception cref="IOException">The disk is full or fails.</exception>
    public async ValueTask<StagedItem> StageAsync(IngestItem item, CancellationToken cancellationToken)
    {
        faults.Pass(FaultPoint.IngestStarted);
        if (_renditions.TryGet(item.Entry, out SpoolEntry finished, out bool keepsOriginal) && TryDescribe(item, finished, keepsOriginal, out IngestItem? again))
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

            if (TryDescribe(item, item.Entry with { FilePath = part }, done.KeepsOriginal, out _))
            {
                SpoolEntry rendition = _renditions.Finish(item.Entry, part, done.KeepsOriginal);
                faults.Pass(FaultPoint.RenditionReady);
                if (TryDescribe(item, rendition, done.KeepsOriginal, out IngestItem? made))
                    return new StagedItem(item, made!, done.KeepsOriginal);
            }

            return Failed(item, done.TargetTransferSyntaxUid);
        }
        finally
        {
            File.Delete(part);
        }
    }

    /// <summary>Forgets what was made of an object that is stored, indexed and published, and gone from the spool.</summary>
    public void Release(IngestItem item)
    {
        try
        {
            if (_renditions.Remove(item.Entry))
                faults.Pass(FaultPoint.RenditionRemoved);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            CoreLog.DeleteFailed(logger, exception.HResult); // it goes at the next start, as nothing is in the spool that it was made of
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
    private static bool TryDescribe(IngestItem item, SpoolEntry rendition, bool keepsOriginal, out IngestItem? described)
    {
        described = null;
        InstanceDescription? description = SpoolEntryReader.TryRead(rendition, out _);
        if (description is null)
            return false;

        // Beside the instance that it was made of it is one more, and the journal has a row for each.
        TraceId traceId = keepsOriginal && description.Key != item.Key ? rendition.TraceId.OfDerived() : rendition.TraceId;
        InstanceMetas came = item.Description.Metas;
        InstanceMetas made = description.Metas;
        DicomStoreMeta store = made.Store with
        {
            TraceId = traceId,
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
        InstanceMetas metas = new(store, state, image, made.Truncated);
        described = new IngestItem(rendition with { TraceId = traceId }, InstanceDescription.Of(metas), item.Ticket);
        return true;
    }
}
