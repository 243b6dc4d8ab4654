using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Dicom.Storage.Testing;

/// <summary>
/// Stands between a client and a server on the loopback interface, passes every byte on as it is, and cuts a connection at the
/// message that is asked for: the way to see what a client makes of an answer that never comes.
/// </summary>
public sealed class TcpProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<Link, Task> _links = new();
    private readonly int _target;
    private readonly Task _accepting;
    private ArmedCut? _armed;

    /// <summary>Listens on a free port.</summary>
    /// <param name="target">The server's port.</param>
    public TcpProxy(int target)
    {
        _target = target;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    /// <summary>Gets the port that the client connects to.</summary>
    public int Port { get; }

    /// <summary>Gets how long each message from a client is held back: the round trip of a network. Not below a millisecond, but for none.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Cuts the connection of the next message from a client that contains a text; others go on.</summary>
    /// <returns>Completes when it was cut.</returns>
    public Task CutAsync(string marker, ProxyCut cut)
    {
        ArmedCut armed = new(Encoding.UTF8.GetBytes(marker), cut);
        _armed = armed;
        return armed.Done.Task;
    }

    /// <summary>Cuts every connection that is open.</summary>
    public void CutAll()
    {
        foreach (Link link in _links.Keys)
            link.Cut();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        CutAll();
        await _accepting;
        await Task.WhenAll(_links.Values);
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                Socket client = await _listener.AcceptSocketAsync(_stopping.Token);
                Link link = new(client, new Socket(SocketType.Stream, ProtocolType.Tcp));
                _links[link] = RunAsync(link);
            }
            catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task RunAsync(Link link)
    {
        await Task.Yield();
        try
        {
            await link.Server.ConnectAsync(IPAddress.Loopback, _target, _stopping.Token);
            link.Server.NoDelay = link.Client.NoDelay = true;
            await Task.WhenAny(FromClientAsync(link), FromServerAsync(link));
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The server does not listen, or the test is over: the client sees its connection end.
        }
        finally
        {
            link.Cut();
            _links.TryRemove(link, out _);
        }
    }

    private async Task FromClientAsync(Link link)
    {
        byte[] buffer = new byte[64 << 10];
        while (await ReceiveAsync(link.Client, buffer) is > 0 and int length)
        {
            if (_armed is { } armed && buffer.AsSpan(0, length).IndexOf(armed.Marker) >= 0 && Interlocked.CompareExchange(ref _armed, null, armed) == armed)
            {
                link.Armed = armed;
                if (armed.Cut == ProxyCut.BeforeMessage)
                    break;
            }

            if (Delay > TimeSpan.Zero)
                await Task.Delay(Delay);
            if (!await SendAsync(link.Server, buffer.AsMemory(0, length)) || link.Armed is { Cut: ProxyCut.AfterMessage })
                break;
        }

        link.Cut();
        link.Armed?.Done.TrySetResult();
    }

    private static async Task FromServerAsync(Link link)
    {
        byte[] buffer = new byte[64 << 10];
        while (await ReceiveAsync(link.Server, buffer) is > 0 and int length)
        {
            if (link.Armed is not null || !await SendAsync(link.Client, buffer.AsMemory(0, length)))
                break;
        }

        link.Cut();
        link.Armed?.Done.TrySetResult();
    }

    private static async Task<int> ReceiveAsync(Socket socket, byte[] buffer)
    {
        try
        {
            return await socket.ReceiveAsync(buffer);
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            return 0;
        }
    }

    private static async Task<bool> SendAsync(Socket socket, ReadOnlyMemory<byte> bytes)
    {
        try
        {
            await socket.SendAsync(bytes);
            return true;
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            return false;
        }
    }

    private sealed record ArmedCut(byte[] Marker, ProxyCut Cut)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed class Link(Socket client, Socket server)
    {
        public Socket Client => client;

        public Socket Server => server;

        public ArmedCut? Armed { get; set; }

        public void Cut()
        {
            client.Dispose();
            server.Dispose();
        }
    }
}
