namespace Dicom.Storage.Core;

/// <summary>Spool, store, database, bus and pipeline of one storage, started and stopped as one.</summary>
public sealed class StorageEngine(Spool spool, IInstanceStore store, IDbProvider database, IMessagePublisher publisher, IngestPipeline pipeline)
{
    /// <summary>Gets the outbox on disk.</summary>
    public Spool Spool { get; } = spool;

    /// <summary>Gets where objects live.</summary>
    public IInstanceStore Store { get; } = store;

    /// <summary>Gets the index.</summary>
    public IDbProvider Database { get; } = database;

    /// <summary>Gets where events go.</summary>
    public IMessagePublisher Publisher { get; } = publisher;

    /// <summary>Gets what works the spool off.</summary>
    public IngestPipeline Pipeline { get; } = pipeline;

    /// <summary>Brings the database's schema up to date, unless consumers index, and takes up what the spool holds.</summary>
    /// <exception cref="DicomStorageException">The database cannot be used as it is.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (Pipeline.Indexing == IndexingPlace.Pipeline)
            await Database.EnsureSchemaAsync(cancellationToken).ConfigureAwait(false);
        Pipeline.Start();
    }

    /// <summary>Finishes the batches in work; the rest stays in the spool for the next start.</summary>
    /// <param name="cancellationToken">Cuts them off, too.</param>
    public Task StopAsync(CancellationToken cancellationToken) => Pipeline.StopAsync(cancellationToken);
}
