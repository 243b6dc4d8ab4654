using Dicom.Storage.Core;

namespace Dicom.Storage.MongoDb;

/// <summary>What a unit knows of one series, and what it makes of it.</summary>
internal sealed class SeriesEntry(DicomStateMeta? state, DicomJsonMeta? json, int count)
{
    private static readonly TimeSpan s_tick = TimeSpan.FromMicroseconds(1);

    public DicomStateMeta? State { get; private set; } = state;

    public DicomJsonMeta? Json { get; private set; } = json;

    /// <summary>Gets or sets the number of the series' objects.</summary>
    public int Count { get; set; } = count;

    /// <summary>Gets whether the state row has to be written.</summary>
    public bool Changed { get; private set; }

    /// <summary>Gets whether the series needs a JSON document, by the rule of <see cref="IDbProvider.GetJsonMetasAsync"/>.</summary>
    public bool IsJsonDue =>
        Json is null || StoredText.ForStorage(Json.FlagTime) != StoredText.ForStorage(State!.UpdatedTime)
        || (Json.JsonStatus == JsonStatus.Failed && Json.RetryTimes < DicomJsonMeta.MaxRetryTimes);

    /// <summary>Takes a saved series: created time stays, updated time moves by the rule of <see cref="IDbProvider"/>, objects are counted.</summary>
    public void Save(DicomStateMeta given)
    {
        DateTimeOffset time = StoredText.ForStorage(given.UpdatedTime);
        DicomStateMeta saved = given with { SeriesRelatedInstances = Count };
        if (State is { } old)
        {
            bool changed = time < old.UpdatedTime || Count != old.SeriesRelatedInstances;
            saved = saved with { CreatedTime = old.CreatedTime, UpdatedTime = Moved(old, time, changed) };
        }

        (State, Changed) = (saved, true);
    }

    /// <summary>Takes a change of the series' objects.</summary>
    public void Recount(DateTimeOffset given)
    {
        if (State is not { } old)
            return;

        DateTimeOffset time = StoredText.ForStorage(given);
        State = old with { SeriesRelatedInstances = Count, UpdatedTime = Moved(old, time, Count != old.SeriesRelatedInstances) };
        Changed |= State != old;
    }

    public void SaveJson(DicomJsonMeta given)
    {
        Json = given;
        Changed |= State is not null;
    }

    private static DateTimeOffset Moved(DicomStateMeta old, DateTimeOffset given, bool changed) =>
        given > old.UpdatedTime ? given : changed ? old.UpdatedTime + s_tick : old.UpdatedTime;
}
