using System.Net;

namespace Dicom.Storage.Network;

/// <summary>Any duplex stream as transport: in memory, or one that authenticates and encrypts.</summary>
internal sealed class StreamTransport(Stream stream, EndPoint? remoteEndPoint, EndPoint? localEndPoint, Action? shutdownSend = null) : Transport
{
    public override EndPoint? RemoteEndPoint { get; } = remoteEndPoint;

    public override EndPoint? LocalEndPoint { get; } = localEndPoint;

    public override ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken) => stream.ReadAsync(buffer, cancellationToken);

    public override async ValueTask SendAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(data, cancellationToken).ConfigureAwait(false);
        await stream.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    public override void ShutdownSend() => shutdownSend?.Invoke();

    public override void Dispose() => stream.Dispose();
}
