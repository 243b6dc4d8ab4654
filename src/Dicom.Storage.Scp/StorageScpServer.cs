using Dicom.Storage.Core;

namespace Dicom.Storage.Scp;

/// <summary>A server with its storage, as <see cref="StorageScpBuilder"/> makes it.</summary>
public sealed class StorageScpServer : IAsyncDisposable
{
    private readonly bool _ownsDatabase;
    private bool _started;

    internal StorageScpServer(StorageScp scp, StorageEngine engine, bool ownsDatabase)
    {
        Scp = scp;
        Engine = engine;
        _ownsDatabase = ownsDatabase;
    }

    /// <summary>Gets the listener.</summary>
    public StorageScp Scp { get; }

    /// <summary>Gets the storage.</summary>
    public StorageEngine Engine { get; }

    /// <summary>Brings the database up to date, takes up what the spool holds, and opens the port.</summary>
    /// <exception cref="DicomStorageException">The database cannot be used as it is.</exception>
    /// <exception cref="System.Net.Sockets.SocketException">The port is in use or not allowed.</exception>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        _started = true;
        await Engine.StartAsync(cancellationToken).ConfigureAwait(false);
        await Scp.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Finishes what is running, then stops; what is not ingested stays in the spool.</summary>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        await Scp.StopAsync(cancellationToken).ConfigureAwait(false);
        await Engine.StopAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Stops at once if it has not been stopped, and closes files and database.</summary>
    public async ValueTask DisposeAsync()
    {
        await Scp.DisposeAsync().ConfigureAwait(false);
        if (_started)
            await Engine.Pipeline.DisposeAsync().ConfigureAwait(false);
        Engine.Spool.Dispose();
        if (_ownsDatabase && Engine.Database is IAsyncDisposable database)
            await database.DisposeAsync().ConfigureAwait(false);
    }
}
