using Microsoft.Extensions.Logging;

namespace Dicom.Storage.Core;

/// <summary>
/// The steps of the pipeline over one batch: transform, place, index, publish, remove from the spool. Each changes nothing when it is
/// repeated, so a batch that failed or was cut off half-way is simply run again.
/// </summary>
internal sealed class IngestSteps(
    Spool spool,
    IInstanceStore store,
    IDbProvider database,
    IMessagePublisher publisher,
    IngestStaging staging,
    IFaultPoints faults,
    ILogger logger)
{
    public async Task RunAsync(IReadOnlyList<IngestItem> batch, CancellationToken cancellationToken)
    {
        faults.Pass(FaultPoint.IngestStarted);
        StagedItem[] staged = await staging.StageAsync(batch, cancellationToken).ConfigureAwait(false);
        PutRequest[] requests = [.. staged.SelectMany(static item => item.Requests())];
        IReadOnlyList<PutResult> places = await store.PutAsync(requests, cancellationToken).ConfigureAwait(false);

        IngestEffects effects = new(batch.Count);
        int place = 0;
        foreach (StagedItem item in staged)
        {
            await AddEffectAsync(effects, item, places[place], cancellationToken).ConfigureAwait(false);
            place += item.KeepsOriginal ? 2 : 1;
        }

        IReadOnlyList<DicomStateMeta> states = effects.IsEmpty
            ? []
            : await database.SaveIngestBatchAsync(effects.Batch, cancellationToken).ConfigureAwait(false);
        faults.Pass(FaultPoint.Indexed);
        foreach (IngestItem item in batch)
            item.Ticket?.SetIndexed();

        await publisher.PublishAsync(effects.Events(states), cancellationToken).ConfigureAwait(false);
        faults.Pass(FaultPoint.Published);
        foreach (IngestItem item in batch)
        {
            item.Ticket?.SetPublished();
            staging.Release(item);
            spool.Remove(item.Entry);
        }
    }

    private async ValueTask AddEffectAsync(IngestEffects effects, StagedItem staged, PutResult place, CancellationToken cancellationToken)
    {
        // From before a rule was set, or before a crash: then it stays, and is what the index names.
        IngestItem item = place.Outcome == PutOutcome.PredecessorStored ? staged.Original : staged.Item;
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

        bool indexed = await IsThereAsync(database.GetImageMetaAsync(item.Key, cancellationToken)).ConfigureAwait(false);
        bool ownReceipt = indexed && await IsThereAsync(database.GetStoreMetaAsync(item.Entry.TraceId, cancellationToken)).ConfigureAwait(false);
        if (!indexed || ownReceipt)
            effects.AddInstance(item, place.Location);
        else
            CoreLog.DuplicateDropped(logger, item.Entry.TraceId);
    }

    private static async ValueTask<bool> IsThereAsync<T>(Task<T> lookup)
    {
        try
        {
            await lookup.ConfigureAwait(false);
            return true;
        }
        catch (DicomStorageException exception) when (exception.Kind == StorageErrorKind.RecordNotExists)
        {
            return false;
        }
    }
}
