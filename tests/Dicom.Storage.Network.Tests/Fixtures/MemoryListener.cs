using System.Net;
using Dicom.Storage.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Dicom.Storage.Network.Tests;

/// <summary>A listener without a port: its peers are in memory, its time stands still until it is moved.</summary>
internal sealed class MemoryListener : IAsyncDisposable
{
    private readonly DicomListener _listener;
    private readonly List<Task> _served = [];
    private readonly List<DuplexStream> _connections = [];

    public MemoryListener(Action<DicomListenerOptions>? configure = null)
    {
        DicomListenerOptions options = new() { TimeProvider = Time, Logger = Log, Observer = Observer };
        options.Limits.CloseTimeout = TimeSpan.FromMinutes(1); // time moves in leaps here: none may pass over the last words of the listener
        options.Services.Add(Store);
        configure?.Invoke(options);
        _listener = new DicomListener(options);
    }

    public FakeTimeProvider Time { get; } = new();

    public EndLog Log { get; } = new();

    public CountingObserver Observer { get; } = new();

    public CollectingStoreService Store { get; } = new();

    public DicomListener Listener => _listener;

    /// <summary>Gets the listener's end of the connection made last.</summary>
    public DuplexStream? LastConnection { get; private set; }

    /// <summary>Connects a peer.</summary>
    public ScriptedPeer Connect(string address = "192.0.2.1")
    {
        (DuplexStream here, DuplexStream there) = DuplexStream.CreatePair();
        LastConnection = there;
        _connections.Add(there);
        StreamTransport transport = new(there, new IPEndPoint(IPAddress.Parse(address), 50_000), new IPEndPoint(IPAddress.Loopback, 104), there.ShutdownWrite);
        _served.Add(_listener.ServeAsync(transport));
        return new ScriptedPeer(here);
    }

    /// <summary>Connects a peer and opens its association.</summary>
    public async Task<ScriptedPeer> AssociateAsync(AssociateRequestBytes? request = null, string address = "192.0.2.1")
    {
        ScriptedPeer peer = Connect(address);
        await peer.AssociateAsync(request);
        return peer;
    }

    /// <summary>Moves time once every connection has come to rest, so that no deadline is passed over that was about to be set.</summary>
    public async Task AdvanceAsync(TimeSpan time)
    {
        await Eventually.IsTrueAsync(() => _connections.TrueForAll(c => c.IsAtRest));
        for (int i = 0; i < 50; i++)
            await Task.Yield(); // rest is seen a moment before the deadline for it is set
        Time.Advance(time);
    }

    /// <summary>Moves time until every connection has ended, and says how far it had to.</summary>
    public async Task<TimeSpan> AdvanceToEndAsync(TimeSpan step, TimeSpan atMost)
    {
        TimeSpan moved = TimeSpan.Zero;
        while (!_served.TrueForAll(s => s.IsCompleted) && moved < atMost)
        {
            await AdvanceAsync(step);
            moved += step;
        }

        return moved;
    }

    /// <summary>Waits until every connection has ended by itself; no time passes.</summary>
    public Task EndedAsync() => Task.WhenAll(_served).WaitAsync(Eventually.Patience);

    public ValueTask DisposeAsync() => _listener.DisposeAsync();
}
