using System.Net;

namespace Dicom.Storage.Network;

/// <summary>A connection as the upper layer sees it: a socket today, TLS or a pair of pipes in the same place.</summary>
internal abstract class Transport : IDisposable
{
    public abstract EndPoint? RemoteEndPoint { get; }

    public abstract EndPoint? LocalEndPoint { get; }

    /// <summary>Receives what is there; 0 when the peer has closed. An empty buffer waits until there is something, and takes nothing.</summary>
    public abstract ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken);

    /// <summary>Sends all of it.</summary>
    public abstract ValueTask SendAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken);

    /// <summary>Tells the peer that nothing follows, and stays open for what it sends.</summary>
    public abstract void ShutdownSend();

    public abstract void Dispose();

    /// <summary>Gets whether an exception of a transport means that the connection is gone: its own kinds only.</summary>
    public static bool IsConnectionLoss(Exception exception) =>
        exception is IOException or System.Net.Sockets.SocketException or ObjectDisposedException;
}
