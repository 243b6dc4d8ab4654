namespace Dicom.Storage.MongoDb;

/// <summary>How units of work are made all or nothing: by transactions, or by a journal where the server has none.</summary>
internal interface IMongoUnits
{
    /// <summary>Runs reads that see one moment.</summary>
    Task<T> ReadAsync<T>(Func<MongoUnit, CancellationToken, Task<T>> work, CancellationToken cancellationToken);

    /// <summary>Runs work and makes what it has staged durable, all or nothing. The work may run several times.</summary>
    Task<T> WriteAsync<T>(Func<MongoUnit, CancellationToken, Task<T>> work, CancellationToken cancellationToken);
}
