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
    public async Task RunAsync(IReadOnlyList<IngestItem> batch, CancellationToken cancellationToken)
    {
        faults.Pass(FaultPoint.IngestStarted);
        StagedItem[] staged = await staging.StageAsync(batch, cancellationToken).ConfigureAwait(false);
        PutRequest[] requests = [.. staged.SelectMany(static item => item.Requests())];
        IReadOnlyList<PutResult> places = await store.PutAsync(requests, cancellationToken).ConfigureAwait(false);

        IReadOnlyList<StorageEvent> events = indexing == IndexingPlace.Pipeline
            ? await IndexAsync(batch, staged, places, cancellationToken).ConfigureAwait(false)
            : Receipts(staged, places);
        await publisher.PublishAsync(events, cancellationToken).ConfigureAwait(false);
        faults.Pass(FaultPoint.Published);
        foreach (IngestItem item in batch)
        {
            item.Ticket?.SetPublished();
            staging.Release(item);
            spool.Remove(item.Entry);
        }
    }

    private async ValueTask<IReadOnlyList<StorageEvent>> IndexAsync(
        IReadOnlyList<IngestItem> batch, StagedItem[] staged, IReadOnlyList<PutResult> places, CancellationToken cancellationToken)
    {
        IngestEffects effects = new(batch.Count);
        foreach ((IngestItem item, PutResult place) in Placed(staged, places))
            await AddEffectAsync(effects, item, place, cancellationToken).ConfigureAwait(false);

        IReadOnlyList<DicomStateMeta> states = effects.IsEmpty
            ? []
            : await database.SaveIngestBatchAsync(effects.Batch, cancellationToken).ConfigureAwait(false);
        faults.Pass(FaultPoint.Indexed);
        foreach (IngestItem item in batch)
            item.Ticket?.SetIndexed();
        return effects.Events(states);
    }

    // Others index: they are told everything that the store holds, a repeated send as well, whose first event may still be on its way.
    private List<StorageEvent> Receipts(StagedItem[] staged, IReadOnlyList<PutResult> places)
    {
        List<StorageEvent> events = new(staged.Length * 2);
        foreach ((IngestItem item, PutResult place) in Placed(staged, places))
        {
            if (place.Outcome is PutOutcome.Replaced or PutOutcome.KeptBoth or PutOutcome.KeptFirst)
                CoreLog.ConflictFound(logger, item.Entry.TraceId, place.Outcome);
            if (place.Outcome == PutOutcome.KeptFirst)
                continue;
            IngestEffects.AddReceipt(events, item.Description.Metas.Store with { FilePath = BoundedString<Max512>.Parse(place.Location) }, place.Outcome);
        }

        return events;
    }

    /// <summary>What is named to others of each object, and where it lies; an original beside it is not.</summary>
    private static IEnumerable<(IngestItem Item, PutResult Place)> Placed(StagedItem[] staged, IReadOnlyList<PutResult> places)
    {
        int next = 0;
        foreach (StagedItem item in staged)
        {
            PutResult place = places[next];
            next += item.KeepsOriginal ? 2 : 1;
            // From before a rule was set, or before a crash: then it stays, and is what the index names.
            yield return (place.Outcome == PutOutcome.PredecessorStored ? item.Original : item.Item, place);
        }
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
