using Dicom.Storage.Core;
using Dicom.Storage.Scp;
using Dicom.Storage.Testing;

namespace Dicom.Storage.Interop.Tests;

/// <summary>A server on a free port of loopback with a directory of its own.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private TestServer(Action<StorageScpOptions>? configure)
    {
        Server = StorageScp.CreateBuilder()
            .ConfigureStorage(storage =>
            {
                storage.Root = _directory.FullPath;
                storage.Spool.MinFreeBytes = 0;
            })
            .Configure(scp =>
            {
                scp.Address = "127.0.0.1";
                scp.Port = 0;
                // The answer comes when the rows are there: a test can look at once.
                scp.AckLevel = AckLevel.Indexed;
                configure?.Invoke(scp);
            })
            .Build();
    }

    public StorageScpServer Server { get; }

    public string Port => Server.Scp.EndPoint!.Port.ToString(System.Globalization.CultureInfo.InvariantCulture);

    public static async Task<TestServer> StartAsync(Action<StorageScpOptions>? configure = null)
    {
        TestServer server = new(configure);
        await server.Server.StartAsync();
        return server;
    }

    /// <summary>The object with a SOP Instance UID, as it lies in the store; null when it is not there.</summary>
    public string? FileOf(string sopUid) =>
        Directory.EnumerateFiles(Path.Combine(_directory.FullPath, "objects"), sopUid + ".dcm", SearchOption.AllDirectories).SingleOrDefault();

    /// <summary>All objects in the store.</summary>
    public string[] Files() => Directory.GetFiles(Path.Combine(_directory.FullPath, "objects"), "*.dcm*", SearchOption.AllDirectories);

    public async ValueTask DisposeAsync()
    {
        await Server.StopAsync();
        await Server.DisposeAsync();
        _directory.Dispose();
    }
}
