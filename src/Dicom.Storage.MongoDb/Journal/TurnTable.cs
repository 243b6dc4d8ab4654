using System.Runtime.CompilerServices;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Dicom.Storage.MongoDb;

/// <summary>
/// Turns of the writers of a database, of all processes: one at a time. It asks of a server no more than that of two insertions
/// of one <c>_id</c> one fails; conditional updates are not atomic on every server that speaks MongoDB's language.
/// </summary>
/// <remarks>
/// A turn is taken by inserting the number after the last. It is decided by inserting its decision: by its writer to commit, or by
/// one who found it silent, to end it. Nobody compares clocks: silent is who shows no sign of life for a time measured by the observer.
/// </remarks>
internal sealed class TurnTable(IMongoDatabase database, MongoRetry retry, TimeProvider time, TimeSpan timeout)
{
    private readonly IMongoCollection<BsonDocument> _journal = database.GetCollection<BsonDocument>(MongoNames.Journal);

    // A turn that this process has left without ending it; nobody works on it, so it need not be found silent first.
    private long _left;

    public async Task<TurnState> ReadAsync(CancellationToken cancellationToken)
    {
        List<BsonDocument> documents = await _journal.Find(FilterDefinition<BsonDocument>.Empty).ToListAsync(cancellationToken).ConfigureAwait(false);
        return TurnState.Of(documents);
    }

    /// <summary>Takes the next turn, ending one before it whose writer is gone.</summary>
    public async Task<Turn> TakeAsync(Func<Turn, TurnState, Task> finish, CancellationToken cancellationToken)
    {
        while (true)
        {
            TurnState last = await SettleAsync(static state => state.IsDone, finish, cancellationToken).ConfigureAwait(false);
            if (await TryTakeAsync(last.Number + 1).ConfigureAwait(false))
                return New(last.Number + 1, claims: 0);
        }
    }

    /// <summary>Waits until the latest turn is as it has to be, finishing it where its writer is gone.</summary>
    public async Task<TurnState> SettleAsync(Func<TurnState, bool> isSettled, Func<Turn, TurnState, Task> finish, CancellationToken cancellationToken)
    {
        (long Number, string Pulse, int Claims) seen = default;
        long since = time.GetTimestamp();
        for (int tries = 0; ; tries++)
        {
            TurnState state = await ReadAsync(cancellationToken).ConfigureAwait(false);
            if (isSettled(state))
                return state;

            if (state.Number == Interlocked.CompareExchange(ref _left, 0, state.Number))
                await ClaimAsync(state, finish).ConfigureAwait(false);
            else if (seen != (state.Number, state.Pulse, state.Claims))
                (seen, since) = ((state.Number, state.Pulse, state.Claims), time.GetTimestamp());
            else if (time.GetElapsedTime(since) >= timeout)
                await ClaimAsync(state, finish).ConfigureAwait(false);
            await retry.PauseAsync(Math.Min(tries, 4), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Notes that this process works no more on a turn that is not ended.</summary>
    public void Leave(long turn) => Interlocked.Exchange(ref _left, turn);

    /// <summary>Decides a turn; false when it was decided otherwise before. Tried again until the server has answered.</summary>
    public async Task<bool> DecideAsync(long turn, bool commit)
    {
        BsonDocument decision = TurnDocuments.OfDecision(turn, commit);
        if (await InsertAsync(decision).ConfigureAwait(false))
            return true;
        BsonDocument? made = await _journal
            .Find(new BsonDocument(MongoNames.Id, decision[MongoNames.Id])).FirstOrDefaultAsync(CancellationToken.None).ConfigureAwait(false);

        // Decisions to end a turn are kept for good. One that is there no more was to commit, and is long carried out.
        return commit == (made is null || made[TurnDocuments.Commit].AsBoolean);
    }

    /// <summary>Notes that nothing is left to do of a turn.</summary>
    public Task EndAsync(long turn) => InsertAsync(TurnDocuments.OfDone(turn));

    /// <summary>Removes what is said of turns before this one.</summary>
    public Task ForgetBeforeAsync(long turn)
    {
        BsonDocument older = new()
        {
            { TurnDocuments.Number, new BsonDocument("$lt", turn) }, { TurnDocuments.Commit, new BsonDocument("$ne", false) },
        };
        return _journal.DeleteManyAsync(older, CancellationToken.None);
    }

    private Turn New(long number, int claims) => new(_journal, number, claims, timeout / 5, time);

    // Not cancelled: a turn of which nobody knows that he has it would have to be waited out.
    private async Task<bool> TryTakeAsync(long number)
    {
        BsonDocument turn = TurnDocuments.OfTurn(number);
        bool inserted = await InsertAsync(turn).ConfigureAwait(false);
        TurnState state = await ReadAsync(CancellationToken.None).ConfigureAwait(false);
        if (state.Number == number && state.Pulse == turn[TurnDocuments.Pulse].AsString)
            return true;

        // Who looked long ago may take a number whose turn was long before, and is forgotten. The highest one counts.
        if (inserted)
            await _journal.DeleteOneAsync(new BsonDocument(MongoNames.Id, turn[MongoNames.Id]), CancellationToken.None).ConfigureAwait(false);
        return false;
    }

    private async Task ClaimAsync(TurnState silent, Func<Turn, TurnState, Task> finish)
    {
        if (!await InsertAsync(TurnDocuments.OfClaim(silent.Number, silent.Claims)).ConfigureAwait(false))
            return;

        Turn turn = New(silent.Number, silent.Claims + 1);
        await using ConfiguredAsyncDisposable life = turn.ConfigureAwait(false);
        bool ended = await DecideAsync(silent.Number, commit: false).ConfigureAwait(false);
        await finish(turn, silent with { Claims = silent.Claims + 1, IsCommitted = !ended }).ConfigureAwait(false);
    }

    // False: the document was there. A lost answer is asked for again; the document may then be one's own, which callers allow for.
    private Task<bool> InsertAsync(BsonDocument document) => retry.RunAsync(
        async token =>
        {
            try
            {
                await _journal.InsertOneAsync(document, options: null, token).ConfigureAwait(false);
                return true;
            }
            catch (MongoException there) when (MongoErrorMap.IsDuplicate(there))
            {
                return false;
            }
        },
        MongoErrorMap.IsOfTheDriver,
        CancellationToken.None);
}
