using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Net;
using System.Net.Sockets;
using Dicom.Storage.DataSets;
using Microsoft.Extensions.Logging;

namespace Dicom.Storage.Network;

/// <summary>
/// Listens for DICOM associations and answers their requests by a table of services (PS3.8 provider side). Accepting never waits for an association;
/// every limit is of <see cref="AssociationLimits"/>.
/// </summary>
public sealed class DicomListener : IAsyncDisposable
{
    private const int KeepAliveTimeSeconds = 60;
    private const int KeepAliveIntervalSeconds = 10;
    private const int KeepAliveRetries = 6;
    private static readonly TimeSpan s_acceptRetry = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_stopGrace = TimeSpan.FromSeconds(5);
    private readonly DicomListenerOptions _options;
    private readonly ProviderContext _host;
    private readonly PendingConnections _pending;
    private readonly ConcurrentDictionary<ProviderAssociation, Task> _running = new();
    private readonly CancellationTokenSource _stopAccepting = new();
    private Socket? _socket;
    private Task _acceptLoop = Task.CompletedTask;
    private long _lastId;

    /// <summary>Makes a listener; <see cref="Start"/> opens the port.</summary>
    /// <exception cref="ArgumentException">Two services are for one command.</exception>
    public DicomListener(DicomListenerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _pending = new PendingConnections(options.Limits.MaxPendingConnections);
        _host = new ProviderContext
        {
            Limits = options.Limits,
            Profile = options.Profile,
            Policy = options.Policy,
            Services = TableOf(options.Services),
            ToleratedCommandElements = options.ToleratedCommandElements.ToFrozenSet(),
            TimeProvider = options.TimeProvider,
            Logger = options.Logger,
            Meter = new NetworkMeter(options.MeterFactory),
            Budget = new AssociationBudget(options.Limits.MaxAssociations, options.Limits.MaxAssociationsPerHost),
            Throttle = new CalledAeThrottle(options.Limits.MaxUnknownCalledAePerMinute, options.TimeProvider),
            Memory = new MemoryBudget(options.Limits.MaxMemory, _pending.EndLargest),
            Observer = options.Observer,
        };
    }

    /// <summary>Gets the address and port on which it listens; null before <see cref="Start"/>.</summary>
    public IPEndPoint? LocalEndPoint { get; private set; }

    /// <summary>Gets the number of associations that are open now.</summary>
    public int OpenAssociations => _host.Budget.Total;

    /// <summary>Gets the number of connections that have not yet sent a whole A-ASSOCIATE-RQ.</summary>
    public int PendingConnections => _pending.Count;

    /// <summary>Gets the bytes of <see cref="AssociationLimits.MaxMemory"/> that are held now.</summary>
    internal long MemoryUsed => _host.Memory.Used;

    /// <summary>Gets how many associations wait for memory.</summary>
    internal int MemoryWaiters => _host.Memory.Waiting;

    /// <summary>Opens the port and begins to accept.</summary>
    /// <exception cref="SocketException">The port cannot be opened: in use, or not allowed.</exception>
    /// <exception cref="InvalidOperationException">It was started before.</exception>
    public void Start()
    {
        if (_socket is not null)
            throw new InvalidOperationException("A listener starts once.");

        _socket = Bind();
        LocalEndPoint = (IPEndPoint)_socket.LocalEndPoint!;
        AssociationLog.ListenerStarted(_host.Logger, LocalEndPoint);
        _acceptLoop = AcceptAsync(_socket);
    }

    /// <summary>
    /// Stops in order: the port is closed and connections without an association are ended; an association ends with A-ABORT 2/0 when its message has been
    /// answered; what is not done at the deadline is aborted and its data discarded.
    /// </summary>
    /// <param name="drainDeadline">How long running messages may take; zero aborts at once.</param>
    /// <param name="cancellationToken">Shortens the deadline.</param>
    public async Task StopAsync(TimeSpan drainDeadline, CancellationToken cancellationToken)
    {
        if (_host.IsStopping)
            return;

        _host.IsStopping = true;
        AssociationLog.ListenerStopping(_host.Logger, OpenAssociations, drainDeadline);
        await _stopAccepting.CancelAsync().ConfigureAwait(false);
        _socket?.Dispose();
        await _acceptLoop.ConfigureAwait(false);
        foreach (ProviderAssociation silent in _pending.Snapshot())
            silent.Life.End(AssociationEndReason.Stopped);
        foreach (ProviderAssociation association in _running.Keys)
            association.Life.RequestStop();

        await DrainAsync(drainDeadline, cancellationToken).ConfigureAwait(false);
        foreach (ProviderAssociation association in _running.Keys)
            association.Life.End(AssociationEndReason.StopDeadline);
        await DrainAsync(_options.Limits.CloseTimeout + s_stopGrace, CancellationToken.None).ConfigureAwait(false);
        if (!_running.IsEmpty)
            AssociationLog.StopLeftBehind(_host.Logger, _running.Count); // a service that does not heed its token must not hold the process
        AssociationLog.ListenerStopped(_host.Logger);
    }

    /// <summary>Stops at once if it has not been stopped.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync(TimeSpan.Zero, CancellationToken.None).ConfigureAwait(false);
        _stopAccepting.Dispose();
        _host.Meter.Dispose();
    }

    /// <summary>Serves one connection of any transport to its end.</summary>
    internal Task ServeAsync(Transport transport)
    {
        ProviderAssociation association = new(_host, transport, Interlocked.Increment(ref _lastId));
        TaskCompletionSource entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _pending.Add(association);
        Task run = RunAsync(association, entered.Task);
        _running[association] = run;
        entered.SetResult();
        return run;
    }

    private static FrozenDictionary<DimseCommandField, IDimseService> TableOf(IEnumerable<IDimseService> services)
    {
        Dictionary<DimseCommandField, IDimseService> table = [];
        foreach (IDimseService service in services)
        {
            if (!table.TryAdd(service.Command, service))
                throw new ArgumentException($"Two services are for {service.Command}.", nameof(services));
        }

        _ = table.TryAdd(DimseCommandField.CEchoRequest, new EchoService());
        return table.ToFrozenDictionary();
    }

    private async Task RunAsync(ProviderAssociation association, Task entered)
    {
        await entered.ConfigureAwait(false); // in the table of running ones before it can leave it, and off the accept loop
        try
        {
            await association.RunAsync(_pending.Remove).ConfigureAwait(false);
        }
        finally
        {
            _pending.Remove(association);
            _ = _running.TryRemove(association, out _);
        }
    }

    private Socket Bind()
    {
        bool isEveryAddress = _options.Address.Equals(IPAddress.IPv6Any);
        IPAddress address = isEveryAddress && !Socket.OSSupportsIPv6 ? IPAddress.Any : _options.Address;
        Socket socket = new(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (isEveryAddress && Socket.OSSupportsIPv6)
                socket.DualMode = true;
            socket.Bind(new IPEndPoint(address, _options.Port));
            socket.Listen(_options.Backlog);
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task AcceptAsync(Socket listener)
    {
        while (!_stopAccepting.IsCancellationRequested)
        {
            try
            {
                Socket socket = await listener.AcceptAsync(_stopAccepting.Token).ConfigureAwait(false);
                Begin(socket);
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException e)
            {
                // A peer that has gone already, or no descriptor left: the next may do better.
                AssociationLog.AcceptFailed(_host.Logger, e.SocketErrorCode);
                if (e.SocketErrorCode is not (SocketError.ConnectionAborted or SocketError.ConnectionReset))
                    await WaitAsync(s_acceptRetry, _stopAccepting.Token).ConfigureAwait(false);
            }
        }
    }

    private void Begin(Socket socket)
    {
        try
        {
            if (_options.KeepAlive)
                KeepAlive(socket);
            SocketTransport transport = new(socket, _options.QuickAcknowledge);
            if (_host.Throttle.IsBlocked(transport.RemoteEndPoint))
                transport.Dispose();
            else
                _ = ServeAsync(transport);
        }
        catch (SocketException)
        {
            socket.Dispose(); // reset before we looked at it
        }
    }

    private static void KeepAlive(Socket socket)
    {
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, optionValue: true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, KeepAliveTimeSeconds);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, KeepAliveIntervalSeconds);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, KeepAliveRetries);
    }

    private async Task DrainAsync(TimeSpan deadline, CancellationToken cancellationToken)
    {
        Task drained = Task.WhenAll(_running.Values);
        if (drained.IsCompleted || deadline <= TimeSpan.Zero)
            return;

        using CancellationTokenSource stopWaiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _ = await Task.WhenAny(drained, WaitAsync(deadline, stopWaiting.Token)).ConfigureAwait(false);
        await stopWaiting.CancelAsync().ConfigureAwait(false);
    }

    private async Task WaitAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(time, _host.TimeProvider, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Waiting was cut short: that is what the token is for.
        }
    }
}
