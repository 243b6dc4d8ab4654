using Microsoft.Extensions.Hosting;

namespace Dicom.Storage.Core;

/// <summary>Runs the indexer with the host.</summary>
internal sealed class StorageIndexerService(StorageIndexer indexer) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => indexer.StartAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => indexer.DisposeAsync().AsTask();
}
