using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Dicom.Storage.Core;

/// <summary>
/// The way of a partition's objects from its queue to its steps: what is to be stored of each is found out for many at once, and one of which that is
/// known goes on. What takes long holds back later objects of its own study only.
/// </summary>
internal sealed class StagingLine : IDisposable
{
    private readonly IngestStaging _staging;
    private readonly BatchRetry<Place> _retry;
    private readonly SemaphoreSlim _room;
    private readonly Channel<StagedItem> _ready = Channel.CreateUnbounded<StagedItem>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Lock _gate = new();

    // Of each study those that have not gone on, in order.
    private readonly Dictionary<string, Queue<Place>> _studies = new(StringComparer.Ordinal);

    /// <param name="setAside">Puts an object into quarantine; false when that does not work now.</param>
    public StagingLine(IngestStaging staging, Func<IngestItem, Exception, bool> setAside, IngestOptions options, TimeProvider time, ILogger logger)
    {
        _staging = staging;
        _retry = new BatchRetry<Place>(StageAsync, (place, failure, _, _) => ValueTask.FromResult(setAside(place.Item, failure)), options, time, logger);
        _room = new SemaphoreSlim(options.QueueCapacity);
    }

    /// <summary>Takes an object in, when there is room.</summary>
    /// <param name="stopping">Ends the wait for room, and the work that the object needs.</param>
    public async ValueTask AddAsync(IngestItem item, CancellationToken stopping)
    {
        await _room.WaitAsync(stopping).ConfigureAwait(false);
        Place place = new(item);
        lock (_gate)
        {
            if (!_studies.TryGetValue(place.Study, out Queue<Place>? study))
                _studies.Add(place.Study, study = new Queue<Place>());
            study.Enqueue(place);
        }

        place.Work = WorkAsync(place, stopping);
    }

    /// <summary>Completes when an object is ready.</summary>
    public ValueTask<bool> WaitToReadAsync(CancellationToken cancellationToken) => _ready.Reader.WaitToReadAsync(cancellationToken);

    /// <summary>Takes out those that are ready, in the order in which those of a study came.</summary>
    public void Read(List<StagedItem> batch, int count)
    {
        while (batch.Count < count && _ready.Reader.TryRead(out StagedItem? item))
        {
            batch.Add(item);
            _room.Release();
        }
    }

    /// <summary>Completes when nothing is at work any more; after the end was asked for.</summary>
    public Task DrainAsync()
    {
        lock (_gate)
            return Task.WhenAll(_studies.Values.SelectMany(static study => study).Select(static place => place.Work).ToArray());
    }

    public void Dispose() => _room.Dispose();

    private async Task WorkAsync(Place place, CancellationToken stopping)
    {
        try
        {
            await _retry.RunAsync([place], stopping, stopping).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return; // the entry is in the spool, and nothing behind it in its study has gone on
        }

        lock (_gate)
        {
            place.IsDone = true;
            GoOn(place.Study);
        }
    }

    private async ValueTask StageAsync(IReadOnlyList<Place> places, CancellationToken cancellationToken)
    {
        foreach (Place place in places)
            place.Staged = await _staging.StageAsync(place.Item, cancellationToken).ConfigureAwait(false);
    }

    private void GoOn(string uid)
    {
        Queue<Place> study = _studies[uid];
        while (study.TryPeek(out Place? first) && first.IsDone)
        {
            study.Dequeue();
            if (first.Staged is not null)
                _ready.Writer.TryWrite(first.Staged);
            else
                _room.Release(); // set aside
        }

        if (study.Count == 0)
            _studies.Remove(uid);
    }

    private sealed class Place(IngestItem item)
    {
        public IngestItem Item { get; } = item;

        public string Study { get; } = item.Key.StudyUid.Value;

        /// <summary>Gets or sets what goes on; null before it is known, and of an object that was set aside.</summary>
        public StagedItem? Staged { get; set; }

        public bool IsDone { get; set; }

        public Task Work { get; set; } = Task.CompletedTask;
    }
}
