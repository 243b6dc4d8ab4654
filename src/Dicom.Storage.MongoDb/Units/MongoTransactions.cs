using MongoDB.Bson;
using MongoDB.Driver;

namespace Dicom.Storage.MongoDb;

/// <summary>Units of work as transactions: snapshot reads, commits by the majority into the journal.</summary>
internal sealed class MongoTransactions(MongoConnection connection, MongoRetry retry, TimeProvider time) : IMongoUnits
{
    private readonly TransactionOptions _options = new(ReadConcern.Snapshot, ReadPreference.Primary, connection.WriteConcern);

    public Task<T> ReadAsync<T>(Func<MongoUnit, CancellationToken, Task<T>> work, CancellationToken cancellationToken) => retry.RunAsync(
        token => InTransactionAsync(
            async session =>
            {
                T result = await work(new MongoUnit(connection.Database, session), token).ConfigureAwait(false);
                await session.CommitTransactionAsync(token).ConfigureAwait(false);
                return result;
            },
            token),
        MongoErrorMap.IsWorthRepeating,
        cancellationToken);

    public Task<T> WriteAsync<T>(Func<MongoUnit, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        Attempts<T> attempts = new(Guid.CreateVersion7(time.GetUtcNow()).ToString());
        return retry.RunAsync(
            token => InTransactionAsync(session => TryAsync(session, work, attempts, token), token),
            MongoErrorMap.IsWorthRepeating,
            cancellationToken);
    }

    private async Task<T> InTransactionAsync<T>(Func<IClientSessionHandle, Task<T>> run, CancellationToken cancellationToken)
    {
        using IClientSessionHandle session = await connection.Client.StartSessionAsync(options: null, cancellationToken).ConfigureAwait(false);
        session.StartTransaction(_options);
        try
        {
            return await run(session).ConfigureAwait(false);
        }
        finally
        {
            // What is still open did not commit. The server ends by itself what cannot be told to end.
            if (session.IsInTransaction)
                await AbortAsync(session).ConfigureAwait(false);
        }
    }

    private static async Task AbortAsync(IClientSessionHandle session)
    {
        try
        {
            await session.AbortTransactionAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception lost) when (MongoErrorMap.IsOfTheDriver(lost))
        {
            // The failure that led here is the one to be told.
        }
    }

    private async Task<T> TryAsync<T>(
        IClientSessionHandle session, Func<MongoUnit, CancellationToken, Task<T>> work, Attempts<T> attempts, CancellationToken cancellationToken)
    {
        TransactionUnit unit = new(connection, session, attempts.Token);

        // An earlier attempt whose commit failed may have been committed all the same: its token tells.
        if (attempts.CommitWasTried
            && await unit.OneAsync(MongoNames.Commit, attempts.Token, cancellationToken).ConfigureAwait(false) is not null)
        {
            return attempts.Result!;
        }

        T result = await work(unit, cancellationToken).ConfigureAwait(false);
        if (!unit.HasChanges)
            return result;

        await unit.FlushAsync(time.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        (attempts.Result, attempts.CommitWasTried) = (result, true);
        await CommitAsync(session).ConfigureAwait(false);
        return result;
    }

    // A commit that is under way is not cancelled: its outcome would be unknown. The server takes a repeated one for the same.
    private async Task CommitAsync(IClientSessionHandle session)
    {
        try
        {
            await retry.RunAsync(
                async _ =>
                {
                    await session.CommitTransactionAsync(CancellationToken.None).ConfigureAwait(false);
                    return true;
                },
                static error => error is MongoException lost && lost.HasErrorLabel(MongoErrorMap.UnknownCommit),
                CancellationToken.None).ConfigureAwait(false);
        }
        catch (MongoException error) when (error.HasErrorLabel(MongoErrorMap.UnknownCommit) && !error.HasErrorLabel(MongoErrorMap.TransientTransaction))
        {
            throw MongoErrorMap.Unknown(error);
        }
    }

    private sealed class Attempts<T>(string token)
    {
        public string Token => token;

        public bool CommitWasTried { get; set; }

        public T? Result { get; set; }
    }
}
