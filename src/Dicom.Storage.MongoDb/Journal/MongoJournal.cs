using System.Runtime.CompilerServices;

namespace Dicom.Storage.MongoDb;

/// <summary>
/// Units of work where the server has no transactions. Writers take turns; what a turn writes is written to the journal first, then
/// decided, then carried out. A turn that was decided is carried out by whoever comes next if its writer does not; one that was
/// not leaves nothing. A read during which a turn was decided is read again.
/// </summary>
internal sealed class MongoJournal : IMongoUnits, IDisposable
{
    private const int ReadsWithoutTurn = 4;
    private const int TurnsKept = 8;
    private const int EntriesOfLargeTurn = 8;

    private readonly MongoConnection _connection;
    private readonly MongoRetry _retry;
    private readonly TurnTable _turns;
    private readonly JournalEntries _entries;

    // Of one process one writer tries for a turn, in the order in which they came.
    private readonly SemaphoreSlim _gate = new(1, 1);

    public MongoJournal(MongoConnection connection, MongoRetry retry, TimeProvider time, TimeSpan timeout)
    {
        _connection = connection;
        _retry = retry;
        _turns = new TurnTable(connection.Database, retry, time, timeout);
        _entries = new JournalEntries(connection.Database);
    }

    /// <summary>Gets or sets what is called at each step of a turn; tests stop there.</summary>
    internal Func<JournalStep, Task>? OnStep { get; set; }

    public Task<T> ReadAsync<T>(Func<MongoUnit, CancellationToken, Task<T>> work, CancellationToken cancellationToken) => _retry.RunAsync(
        async token =>
        {
            for (int reads = 0; reads < ReadsWithoutTurn; reads++)
            {
                TurnState before = await _turns.SettleAsync(static state => !state.IsBeingApplied, FinishAsync, token).ConfigureAwait(false);
                T result = await work(new MongoUnit(_connection.Database), token).ConfigureAwait(false);
                if ((await _turns.ReadAsync(token).ConfigureAwait(false)).IsUndisturbedSince(before))
                    return result;
            }

            // Writers leave no pause long enough for this read: it takes a turn of its own.
            return await InTurnAsync((_, unit) => work(unit, token), token).ConfigureAwait(false);
        },
        MongoErrorMap.IsWorthRepeating,
        cancellationToken);

    public Task<T> WriteAsync<T>(Func<MongoUnit, CancellationToken, Task<T>> work, CancellationToken cancellationToken) => _retry.RunAsync(
        token => InTurnAsync((turn, unit) => WriteAsync(turn, unit, work, token), token),
        static error => error is TurnLostException || MongoErrorMap.IsWorthRepeating(error),
        cancellationToken);

    /// <summary>Runs work that no other process may do at the same time.</summary>
    public Task<T> AloneAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        InTurnAsync((_, _) => work(cancellationToken), cancellationToken);

    public void Dispose() => _gate.Dispose();

    private async Task<T> InTurnAsync<T>(Func<Turn, MongoUnit, Task<T>> work, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            Turn turn = await _turns.TakeAsync(FinishAsync, cancellationToken).ConfigureAwait(false);
            await using ConfiguredAsyncDisposable life = turn.ConfigureAwait(false);
            try
            {
                return await work(turn, new MongoUnit(_connection.Database)).ConfigureAwait(false);
            }
            finally
            {
                await EndAsync(turn).ConfigureAwait(false);
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<T> WriteAsync<T>(
        Turn turn, MongoUnit unit, Func<MongoUnit, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        T result = await work(unit, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<JournalEntry> entries = await JournalEntries.MakeAsync(unit, cancellationToken).ConfigureAwait(false);
        if (entries.Count == 0)
            return result;

        await StepAsync(JournalStep.BeforeEntries).ConfigureAwait(false);
        await _entries.WriteAsync(turn.Number, entries, cancellationToken).ConfigureAwait(false);
        await StepAsync(JournalStep.BeforeDecision).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        (turn.MayBeCommitted, turn.IsLarge) = (true, entries.Count >= EntriesOfLargeTurn);
        if (!await DecideAsync(turn).ConfigureAwait(false))
            throw new TurnLostException();

        // From here on the rows are saved, whatever becomes of this process.
        await StepAsync(JournalStep.AfterDecision).ConfigureAwait(false);
        try
        {
            turn.MayBeCommitted = !await CarryOutAsync(turn, entries).ConfigureAwait(false);
        }
        catch (Exception lost) when (MongoErrorMap.IsOfTheDriver(lost))
        {
            // Who comes next carries it out, before anything else is read or written.
        }

        return result;
    }

    private async Task<bool> DecideAsync(Turn turn)
    {
        try
        {
            return await _turns.DecideAsync(turn.Number, commit: true).ConfigureAwait(false);
        }
        catch (Exception lost) when (MongoErrorMap.IsOfTheDriver(lost))
        {
            throw MongoErrorMap.Unknown(lost);
        }
    }

    // Ends a turn whose writer was silent.
    private async Task FinishAsync(Turn turn, TurnState state)
    {
        if (state.IsCommitted)
        {
            turn.MayBeCommitted = true;
            IReadOnlyList<JournalEntry> entries = await _entries.ReadAsync(turn.Number).ConfigureAwait(false);
            turn.MayBeCommitted = !await CarryOutAsync(turn, entries).ConfigureAwait(false);
        }

        await EndAsync(turn).ConfigureAwait(false);
    }

    // False: another process does it.
    private Task<bool> CarryOutAsync(Turn turn, IReadOnlyList<JournalEntry> entries) => _retry.RunAsync(
        async _ =>
        {
            foreach (JournalEntry entry in entries)
            {
                // A process that was stopped for long may find its turn carried out by another one, and later turns too.
                if (turn.MayBeLost && !turn.IsHeld(await _turns.ReadAsync(CancellationToken.None).ConfigureAwait(false)))
                    return false;
                await _entries.ApplyAsync(entry).ConfigureAwait(false);
                await StepAsync(JournalStep.AfterEntry).ConfigureAwait(false);
            }

            return true;
        },
        MongoErrorMap.IsOfTheDriver,
        CancellationToken.None);

    private async Task EndAsync(Turn turn)
    {
        if (turn.MayBeCommitted)
        {
            _turns.Leave(turn.Number);
            return;
        }

        try
        {
            await _turns.EndAsync(turn.Number).ConfigureAwait(false);
            if (turn.Number % TurnsKept != 0 && !turn.IsLarge)
                return;
            await _entries.ForgetAsync(turn.Number).ConfigureAwait(false);
            await _turns.ForgetBeforeAsync(turn.Number).ConfigureAwait(false);
        }
        catch (Exception lost) when (MongoErrorMap.IsOfTheDriver(lost))
        {
            _turns.Leave(turn.Number);
        }
    }

    private Task StepAsync(JournalStep step) => OnStep?.Invoke(step) ?? Task.CompletedTask;
}
