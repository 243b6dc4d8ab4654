using Dicom.Storage.Core;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Dicom.Storage.MongoDb;

/// <summary>Units of work on one server, by what it can do. Asks it once; what driver and server fail with becomes a storage error here.</summary>
internal sealed class MongoSessions : IDisposable
{
    private readonly MongoConnection _connection;
    private readonly MongoRetry _retry;
    private readonly MongoJournal _journal;
    private readonly MongoSchema _schema;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _probe = new(1, 1);
    private volatile IMongoUnits? _units;

    public MongoSessions(MongoDbDicomStorageOptions options, TimeProvider time)
    {
        _time = time;
        _connection = new MongoConnection(options);
        _retry = new MongoRetry(time, options.RetryTimeout);
        _journal = new MongoJournal(_connection, _retry, time, options.JournalTimeout);
        _schema = new MongoSchema(_connection, _journal, time);
    }

    internal MongoConnection Connection => _connection;

    internal MongoJournal Journal => _journal;

    public Task EnsureSchemaAsync(CancellationToken cancellationToken) => MappedAsync(
        async () =>
        {
            await UnitsAsync(cancellationToken).ConfigureAwait(false);
            await _schema.EnsureAsync(cancellationToken).ConfigureAwait(false);
            return true;
        });

    /// <summary>Writes something, outside of any unit: a server whose writers have to wait is still healthy.</summary>
    public Task TouchAsync(CancellationToken cancellationToken) => MappedAsync(
        async () =>
        {
            await ReadyAsync(cancellationToken).ConfigureAwait(false);
            BsonDocument check = new(MongoNames.Id, 1), more = new("$inc", new BsonDocument("checks", 1L));
            await _connection.Database.GetCollection<BsonDocument>(MongoNames.Health)
                .UpdateOneAsync(check, more, new UpdateOptions { IsUpsert = true }, cancellationToken).ConfigureAwait(false);
            return true;
        });

    public Task<T> ReadAsync<T>(Func<MongoUnit, CancellationToken, Task<T>> work, CancellationToken cancellationToken) => MappedAsync(
        async () => await (await ReadyAsync(cancellationToken).ConfigureAwait(false)).ReadAsync(work, cancellationToken).ConfigureAwait(false));

    public Task<T> WriteAsync<T>(Func<MongoUnit, CancellationToken, Task<T>> work, CancellationToken cancellationToken) => MappedAsync(
        async () => await (await ReadyAsync(cancellationToken).ConfigureAwait(false)).WriteAsync(work, cancellationToken).ConfigureAwait(false));

    public void Dispose()
    {
        _connection.Dispose();
        _journal.Dispose();
        _probe.Dispose();
    }

    private static async Task<T> MappedAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (Exception error) when (MongoErrorMap.IsOfTheDriver(error))
        {
            throw MongoErrorMap.Map(error);
        }
        catch (TurnLostException lost)
        {
            throw new DicomStorageException(
                StorageErrorKind.TransactionFailed, "Another process found this one silent and went on without it: nothing was saved.", isTransient: true, lost);
        }
    }

    private async Task<IMongoUnits> ReadyAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        IMongoUnits units = await UnitsAsync(cancellationToken).ConfigureAwait(false);
        await _schema.DemandAsync(cancellationToken).ConfigureAwait(false);
        return units;
    }

    private async Task<IMongoUnits> UnitsAsync(CancellationToken cancellationToken)
    {
        if (_units is { } known)
            return known;

        await _probe.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_units is null)
            {
                await _connection.ProbeAsync(cancellationToken).ConfigureAwait(false);
                _units = _connection.HasTransactions ? new MongoTransactions(_connection, _retry, _time) : _journal;
            }

            return _units;
        }
        finally
        {
            _probe.Release();
        }
    }
}
