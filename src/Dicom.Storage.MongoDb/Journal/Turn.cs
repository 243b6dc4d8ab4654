using MongoDB.Bson;
using MongoDB.Driver;

namespace Dicom.Storage.MongoDb;

/// <summary>A turn that this process works on: it gives signs of life until it is disposed of.</summary>
internal sealed class Turn : IAsyncDisposable
{
    private readonly IMongoCollection<BsonDocument> _journal;
    private readonly CancellationTokenSource _stop = new();
    private readonly PeriodicTimer _timer;
    private readonly Task _life;
    private readonly TimeSpan _pulse;
    private readonly TimeProvider _time;
    private long _seen;

    /// <param name="claims">How often the turn had been taken over when it came to this process.</param>
    public Turn(IMongoCollection<BsonDocument> journal, long number, int claims, TimeSpan pulse, TimeProvider time)
    {
        _journal = journal;
        Number = number;
        Claims = claims;
        _pulse = pulse;
        _time = time;
        _seen = time.GetTimestamp();
        _timer = new PeriodicTimer(pulse, time);
        _life = LiveAsync();
    }

    public long Number { get; }

    public int Claims { get; }

    /// <summary>Gets or sets whether so much was written that it is to be forgotten at once.</summary>
    public bool IsLarge { get; set; }

    /// <summary>Gets or sets whether the turn is, or may be, decided to commit and not yet carried out: it must not be ended.</summary>
    public bool MayBeCommitted { get; set; }

    /// <summary>Gets whether it is so long since the turn was seen to be held that another process may have claimed it.</summary>
    public bool MayBeLost => _time.GetElapsedTime(_seen) > _pulse;

    /// <summary>Whether the turn is still this process's to work on.</summary>
    public bool IsHeld(TurnState state)
    {
        bool held = state.Number == Number && state.Claims == Claims && !state.IsDone;
        if (held)
            _seen = _time.GetTimestamp();
        return held;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _life.ConfigureAwait(false);
        _timer.Dispose();
        _stop.Dispose();
    }

    private async Task LiveAsync()
    {
        BsonDocument turn = new(MongoNames.Id, TurnDocuments.IdOf(TurnDocuments.Turn, Number));
        try
        {
            while (await _timer.WaitForNextTickAsync(_stop.Token).ConfigureAwait(false))
            {
                BsonDocument pulse = new("$set", new BsonDocument(TurnDocuments.Pulse, TurnDocuments.NewPulse()));
                await PulseAsync(turn, pulse).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // The turn is over.
        }
    }

    private async Task PulseAsync(BsonDocument turn, BsonDocument pulse)
    {
        try
        {
            await _journal.UpdateOneAsync(turn, pulse, options: null, _stop.Token).ConfigureAwait(false);
        }
        catch (Exception missed) when (MongoErrorMap.IsOfTheDriver(missed))
        {
            // The next one may get through. If none does, another process ends the turn.
        }
    }
}
