using System.Diagnostics;
using System.Net.Sockets;
using Dicom.Storage.Testing;

namespace Dicom.Storage.Network.Tests;

/// <summary>A healthy sender beside silent, dripping and idle peers is served as if alone; times are printed, not judged.</summary>
[Collection(MeasuresTheProcess.Name)]
public sealed class SlowPeersTests
{
    [Fact]
    public async Task A_healthy_sender_is_served_beside_200_silent_50_dripping_and_20_idle_peers()
    {
        await using TestListener server = new();
        List<ScriptedPeer> slow = [];
        using CancellationTokenSource done = new();
        for (int i = 0; i < 250; i++)
            slow.Add(new ScriptedPeer(await server.ConnectAsync()));
        for (int i = 0; i < 20; i++)
        {
            slow.Add(new ScriptedPeer(await server.ConnectAsync()));
            await slow[^1].AssociateAsync();
        }

        Task dripping = DripAsync(slow.GetRange(200, 50), done.Token);
        List<double> milliseconds = await SendAsync(server, 200);
        await done.CancelAsync();
        await dripping;

        Assert.Equal(200, server.Store.Stored.Count);
        Assert.Equal(20, server.Listener.OpenAssociations);
        milliseconds.Sort();
        Console.WriteLine($"beside slow peers: p50 {milliseconds[milliseconds.Count / 2]:F2} ms, p99 {milliseconds[milliseconds.Count * 99 / 100]:F2} ms");
        foreach (ScriptedPeer peer in slow)
            await peer.DisposeAsync();
    }

    private static async Task<List<double>> SendAsync(TestListener server, int count)
    {
        byte[] dataSet = new byte[100_000];
        List<double> milliseconds = [];
        await using DicomAssociation association = await Requests.ConnectAsync(server.Port);
        for (int i = 0; i < count; i++)
        {
            Stopwatch watch = Stopwatch.StartNew();
            Assert.Equal(DimseStatus.Success, (await association.EchoAsync()).Status);
            using DicomStoreSource source = Requests.Ct(dataSet);
            Assert.Equal(DimseStatus.Success, (await association.StoreAsync(source)).Status);
            milliseconds.Add(watch.Elapsed.TotalMilliseconds);
        }

        await association.ReleaseAsync();
        await MemoryListener.UntilAsync(() => server.Listener.OpenAssociations == 20);
        return milliseconds;
    }

    /// <summary>One byte of a request after the other to each, for as long as the healthy sender works.</summary>
    private static async Task DripAsync(List<ScriptedPeer> peers, CancellationToken cancellationToken)
    {
        byte[] request = new AssociateRequestBytes().ToPdu();
        using PeriodicTimer second = new(TimeSpan.FromSeconds(1));
        try
        {
            for (int i = 0; i < request.Length && !cancellationToken.IsCancellationRequested; i++)
            {
                foreach (ScriptedPeer peer in peers)
                    await peer.Stream.WriteAsync(request.AsMemory(i, 1), cancellationToken);
                await second.WaitForNextTickAsync(cancellationToken);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or SocketException)
        {
            // Finished, or closed at the handshake deadline.
        }
    }
}
