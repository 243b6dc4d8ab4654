using System.Net;
using System.Net.Sockets;

namespace Dicom.Storage.Network.Tests;

/// <summary>A listener on a free port of loopback with a service that collects what is stored.</summary>
internal sealed class TestListener : IAsyncDisposable
{
    public TestListener(Action<DicomListenerOptions>? configure = null)
    {
        DicomListenerOptions options = new() { Address = IPAddress.Loopback, Port = 0 };
        options.Services.Add(Store);
        configure?.Invoke(options);
        Listener = new DicomListener(options);
        Listener.Start();
    }

    public CollectingStoreService Store { get; } = new();

    public DicomListener Listener { get; }

    public int Port => Listener.LocalEndPoint!.Port;

    public async Task<NetworkStream> ConnectAsync()
    {
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, Port);
        return new NetworkStream(socket, ownsSocket: true);
    }

    public ValueTask DisposeAsync() => Listener.DisposeAsync();
}
