using Microsoft.Extensions.Hosting;

namespace Dicom.Storage.Core;

/// <summary>Runs the engine with the host: started before the listeners, stopped after them.</summary>
internal sealed class StorageEngineService(StorageEngine engine) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => engine.StartAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => engine.StopAsync(cancellationToken);
}
