using System.Diagnostics;
using System.Net.Sockets;
using Dicom.Storage.Testing;

namespace Dicom.Storage.Network.Tests;

/// <summary>
/// A healthy sender beside silent, dripping and idle peers is served as if alone: 99 of 100 within 100 ms, or within what a machine that
/// is busy with other things takes for a sender that really is alone.
/// </summary>
[Collection(MeasuresTheProcess.Name)]
public sealed class SlowPeersTests
{
    [Fact]
    public async Task A_healthy_sender_is_served_beside_200_silent_50_dripping_and_20_idle_peers()
    {
        // What else the machine does may come between the two measurements: held back by its neighbours, a sender is so every time.
        List<string> measured = [];
        for (int round = 0; round < 5; round++)
        {
            (double alone, double beside) = await MeasureAsync();
            measured.Add($"p99 alone {alone:F2} ms, beside slow peers {beside:F2} ms");
            if (beside <= Math.Max(100, 2 * alone))
                break;
            Assert.True(round < 4, string.Join('\n', measured));
        }

        Console.WriteLine(measured[^1]);
    }

    private static async Task<(double Alone, double Beside)> MeasureAsync()
    {
        await using TestListener server = new();
        double alone = Percentile99(await SendAsync(server, 200, others: 0));
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
        List<double> milliseconds = await SendAsync(server, 200, others: 20);
        await done.CancelAsync();
        await dripping;

        Assert.Equal(400, server.Store.Stored.Count);
        Assert.Equal(20, server.Listener.OpenAssociations);
        foreach (ScriptedPeer peer in slow)
            await peer.DisposeAsync();
        return (alone, Percentile99(milliseconds));
    }

    private static double Percentile99(List<double> milliseconds)
    {
        milliseconds.Sort();
        return milliseconds[milliseconds.Count * 99 / 100];
    }

    private static async Task<List<double>> SendAsync(TestListener server, int count, int others)
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
        await Eventually.IsTrueAsync(() => server.Listener.OpenAssociations == others);
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
