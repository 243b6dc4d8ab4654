using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace Dicom.Storage.Network;

/// <summary>TCP. What is sent leaves at once (TCP_NODELAY); what is received is acknowledged at once where the system can.</summary>
internal sealed class SocketTransport : Transport
{
    private const int IpProtoTcp = 6;
    private const int TcpQuickAck = 12;
    private static readonly byte[] s_on = [1, 0, 0, 0];

    private readonly Socket _socket;
    private readonly bool _quickAck;

    /// <summary>Takes over a connected socket.</summary>
    /// <param name="socket">The socket.</param>
    /// <param name="quickAck">
    /// Re-arms TCP_QUICKACK after each receive (Linux): senders that write header and data of a PDU apart, with Nagle's algorithm on, otherwise
    /// wait 40 ms for each delayed acknowledgement. Linux switches the option off by itself, hence the repetition.
    /// </param>
    public SocketTransport(Socket socket, bool quickAck)
    {
        _socket = socket;
        _quickAck = quickAck && OperatingSystem.IsLinux();
        RemoteEndPoint = Unmapped(socket.RemoteEndPoint);
        LocalEndPoint = Unmapped(socket.LocalEndPoint);
        socket.NoDelay = true;
    }

    public override EndPoint? RemoteEndPoint { get; }

    public override EndPoint? LocalEndPoint { get; }

    public override ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        ValueTask<int> receive = _socket.ReceiveAsync(buffer, SocketFlags.None, cancellationToken);
        if (!_quickAck || buffer.IsEmpty)
            return receive;
        if (!receive.IsCompletedSuccessfully)
            return AcknowledgeAsync(receive);

        int count = receive.Result;
        Acknowledge();
        return new ValueTask<int>(count);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public override async ValueTask SendAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        while (!data.IsEmpty)
            data = data[await _socket.SendAsync(data, SocketFlags.None, cancellationToken).ConfigureAwait(false)..];
    }

    public override void ShutdownSend() => _socket.Shutdown(SocketShutdown.Send);

    public override void Dispose() => _socket.Dispose();

    /// <summary>Shows an IPv4 peer of a dual socket as what it is.</summary>
    private static EndPoint? Unmapped(EndPoint? endPoint) =>
        endPoint is IPEndPoint { Address.IsIPv4MappedToIPv6: true } mapped ? new IPEndPoint(mapped.Address.MapToIPv4(), mapped.Port) : endPoint;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> AcknowledgeAsync(ValueTask<int> receive)
    {
        int count = await receive.ConfigureAwait(false);
        Acknowledge();
        return count;
    }

    private void Acknowledge()
    {
        try
        {
            _socket.SetRawSocketOption(IpProtoTcp, TcpQuickAck, s_on);
        }
        catch (Exception e) when (IsConnectionLoss(e))
        {
            // The next receive will say so: the option is a favour to the peer.
        }
    }
}
