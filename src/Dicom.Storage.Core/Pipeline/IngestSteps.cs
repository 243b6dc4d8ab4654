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
    IngestStaging staging,
    IndexingPlace indexing,
    IFaultPoints faults,
    ILogger logger)
{
    public async Task RunAsync(IReadOnlyList<StagedItem> batch, CancellationToken cancellationToken)
    {
        faults.Pass(FaultPoint.Staged);
        List<(IngestItem Item, PutResult Place)> placed = await PlaceAsync(batch, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<StorageEvent> events = indexing == IndexingPlace.Pipeline
            ? await IndexAsync(batch, placed, cancellationToken).ConfigureAwait(false)
            : Receipts(placed);
        await publisher.PublishAsync(events, cancellationToken).ConfigureAwait(false);
        faults.Pass(FaultPoint.Published);
        foreach (StagedItem item in batch)
        {
            item.Original.Ticket?.SetPublished();
            // The entry goes first: where it is left, what was made of it is too, and is not made again by rules that may have changed.
            spool.Remove(item.Original.Entry);
            staging.Release(item.Original);
        }
    }

    private async ValueTask<List<(IngestItem Item, PutResult Place)>> PlaceAsync(IReadOnlyList<StagedItem> batch, CancellationToken cancellationToken)
    {
        List<(IngestItem Item, PutResult Place)> placed = new(batch.Count);
        List<StagedItem> owners = new(batch.Count);
        List<IngestItem> items = new(batch.Count);
        List<PutRequest> requests = new(batch.Count);
        foreach (StagedItem staged in batch)
        {
            foreach ((IngestItem item, PutRequest request) in staged.Placements())
            {
                owners.Add(staged);
                items.Add(item);
                requests.Add(request);
            }
        }

        IReadOnlyList<PutResult> places = await store.PutAsync(requests, cancellationToken).ConfigureAwait(false);
        // From before a rule was set, or before a crash: then it stays, and is what the index names.
        for (int i = 0; i < places.Count; i++)
            placed.Add((places[i].IsPredecessor ? owners[i].Original : items[i], places[i]));
        return placed;
    }

    private async ValueTask<IReadOnlyList<StorageEvent>> IndexAsync(
        IReadOnlyList<StagedItem> batch, List<(IngestItem Item, PutResult Place)> placed, CancellationToken cancellationToken)
    {
        IngestEffects effects = new(placed.Count);
        foreach ((IngestItem item, PutResult place) in placed)
            await AddEffectAsync(effects, item, place, cancellationToken).ConfigureAwait(false);

        IReadOnlyList<DicomStateMeta> states = effects.IsEmpty
            ? []
            : await database.SaveIngestBatchAsync(effects.Batch, cancellationToken).ConfigureAwait(false);
        faults.Pass(FaultPoint.Indexed);
        foreach (StagedItem item in batch)
            item.Original.Ticket?.SetIndexed();
        return effects.Events(states);
    }

    // Others index: they are told everything that the store holds, a repeated send as well, whose first event may still be on its way.
    private List<StorageEvent> Receipts(List<(IngestItem Item, PutResult Place)> placed)
    {
        List<StorageEvent> events = new(placed.Count * 2);
        foreach ((IngestItem item, PutResult place) in placed)
        {
            if (place.Outcome is PutOutcome.Replaced or PutOutcome.KeptBoth or PutOutcome.KeptFirst)
                CoreLog.ConflictFound(logger, item.Entry.TraceId, place.Outcome);
            if (place.Outcome == PutOutcome.KeptFirst)
                continue;
            IngestEffects.AddReceipt(events, item.Description.Metas.Store with { FilePath = BoundedString<Max512>.Parse(place.Location) }, place.Outcome);
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
