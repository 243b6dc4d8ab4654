using Microsoft.Extensions.Logging;

namespace Dicom.Storage.Core;

/// <summary>
/// The steps of the pipeline over one batch: place, index, publish, remove from the spool. Each changes nothing when it is
/// repeated, so a batch that failed or was cut off half-way is simply run again.
/// </summary>
internal sealed class IngestSteps(
    Spool spool,
    IInstanceStore store,
    IDbProvider database,
    IMessagePublisher publisher,
    IndexingPlace indexing,
    IFaultPoints faults,
    ILogger logger)
{
    public async Task RunAsync(IReadOnlyList<IngestItem> batch, CancellationToken cancellationToken)
    {
        faults.Pass(FaultPoint.IngestStarted);
        PutRequest[] requests = [.. batch.Select(static item => new PutRequest(item.Key, item.Description.StudyDate, item.Entry))];
        IReadOnlyList<PutResult> places = await store.PutAsync(requests, cancellationToken).ConfigureAwait(false);

        IReadOnlyList<StorageEvent> events = indexing == IndexingPlace.Pipeline
            ? await IndexAsync(batch, places, cancellationToken).ConfigureAwait(false)
            : Receipts(batch, places);
        await publisher.PublishAsync(events, cancellationToken).ConfigureAwait(false);
        faults.Pass(FaultPoint.Published);
        foreach (IngestItem item in batch)
        {
            item.Ticket?.SetPublished();
            spool.Remove(item.Entry);
        }
    }

    private async ValueTask<IReadOnlyList<StorageEvent>> IndexAsync(IReadOnlyList<IngestItem> batch, IReadOnlyList<PutResult> places, CancellationToken cancellationToken)
    {
        IngestEffects effects = new(batch.Count);
        for (int i = 0; i < batch.Count; i++)
            await AddEffectAsync(effects, batch[i], places[i], cancellationToken).ConfigureAwait(false);

        IReadOnlyList<DicomStateMeta> states = effects.IsEmpty
            ? []
            : await database.SaveIngestBatchAsync(effects.Batch, cancellationToken).ConfigureAwait(false);
        faults.Pass(FaultPoint.Indexed);
        foreach (IngestItem item in batch)
            item.Ticket?.SetIndexed();
        return effects.Events(states);
    }

    // Others index: they are told everything that the store holds, a repeated send as well, whose first event may still be on its way.
    private List<StorageEvent> Receipts(IReadOnlyList<IngestItem> batch, IReadOnlyList<PutResult> places)
    {
        List<StorageEvent> events = new(batch.Count * 2);
        for (int i = 0; i < batch.Count; i++)
        {
            PutResult place = places[i];
            if (place.Outcome is PutOutcome.Replaced or PutOutcome.KeptBoth or PutOutcome.KeptFirst)
                CoreLog.ConflictFound(logger, batch[i].Entry.TraceId, place.Outcome);
            if (place.Outcome == PutOutcome.KeptFirst)
                continue;
            DicomStoreMeta receipt = batch[i].Description.Metas.Store with { FilePath = BoundedString<Max512>.Parse(place.Location) };
            events.Add(new StorageEvent(StorageTopic.Storage, receipt.TraceId, receipt.TenantId, receipt.StudyUid, receipt) { Outcome = place.Outcome });
            events.Add(new StorageEvent(StorageTopic.Log, receipt.TraceId, receipt.TenantId, receipt.StudyUid, receipt) { Outcome = place.Outcome });
        }

        return events;
    }

    private async ValueTask AddEffectAsync(IngestEffects effects, IngestItem item, PutResult place, CancellationToken cancellationToken)
    {
        switch (place.Outcome)
        {
            case PutOutcome.Stored:
                effects.AddInstance(item, place.Location);
                break;
            case PutOutcome.Replaced:
                CoreLog.ConflictFound(logger, item.Entry.TraceId, place.Outcome);
                effects.AddInstance(item, place.Location);
                break;
            case PutOutcome.KeptBoth:
                CoreLog.ConflictFound(logger, item.Entry.TraceId, place.Outcome);
                effects.AddVersion(item, place.Location);
                break;
            case PutOutcome.KeptFirst:
                CoreLog.ConflictFound(logger, item.Entry.TraceId, place.Outcome);
                break;
            default:
                await AddRepeatedAsync(effects, item, place, cancellationToken).ConfigureAwait(false);
                break;
        }
    }

    // The bytes are there already. A repeated send has no effect, unless the first one was cut off before its rows were written,
    // or this very receipt was (where the store copies, an earlier attempt looks like another object).
    private async ValueTask AddRepeatedAsync(IngestEffects effects, IngestItem item, PutResult place, CancellationToken cancellationToken)
    {
        if (effects.Contains(item.Key))
        {
            CoreLog.DuplicateDropped(logger, item.Entry.TraceId);
            return;
        }

        bool indexed = await database.FindImageAsync(item.Key, cancellationToken).ConfigureAwait(false) is not null;
        bool ownReceipt = indexed && await database.FindReceiptAsync(item.Entry.TraceId, cancellationToken).ConfigureAwait(false) is not null;
        if (!indexed || ownReceipt)
            effects.AddInstance(item, place.Location);
        else
            CoreLog.DuplicateDropped(logger, item.Entry.TraceId);
    }
}
