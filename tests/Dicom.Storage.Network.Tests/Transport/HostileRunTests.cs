using System.Net.Sockets;
using Dicom.Storage.Testing;

namespace Dicom.Storage.Network.Tests;

/// <summary>A thousand sessions of mutated, cut, reordered and lying PDUs against one listener on loopback.</summary>
[Collection(MeasuresTheProcess.Name)]
public sealed class HostileRunTests
{
    private const int Sessions = 1_000;
    private const int AtOnce = 16;

    [Fact]
    public async Task Every_hostile_session_ends_by_its_deadline_and_leaves_no_memory()
    {
        int seed = int.TryParse(Environment.GetEnvironmentVariable("HOSTILE_SEED"), out int told) ? told : Environment.TickCount;
        Console.WriteLine($"HOSTILE_SEED={seed}");
        await using TestListener server = new(o =>
        {
            o.Limits.HandshakeTimeout = TimeSpan.FromSeconds(1);
            o.Limits.IdleTimeout = TimeSpan.FromSeconds(1);
            o.Limits.DimseTimeout = TimeSpan.FromSeconds(1);
            o.Limits.MinDataRateGrace = TimeSpan.FromSeconds(1);
            o.Limits.CloseTimeout = TimeSpan.FromMilliseconds(200);
        });
        await RunAsync(server, seed, first: -100, count: 100); // warm: pools and code
        long before = GC.GetTotalMemory(forceFullCollection: true);

        await RunAsync(server, seed, first: 0, count: Sessions);

        await Eventually.IsTrueAsync(() => server.Listener is { OpenAssociations: 0, PendingConnections: 0 });
        server.Store.Stored.Clear();
        long grown = GC.GetTotalMemory(forceFullCollection: true) - before;
        Console.WriteLine($"hostile sessions: {Sessions}, memory grown by {grown:N0} bytes");
        Assert.True(grown < 8_000_000, $"seed {seed}: {grown:N0} bytes");
        await using DicomAssociation healthy = await Requests.ConnectAsync(server.Port);
        Assert.Equal(DimseStatus.Success, (await healthy.EchoAsync()).Status);
        await healthy.ReleaseAsync();
    }

    private static async Task RunAsync(TestListener server, int seed, int first, int count)
    {
        await Parallel.ForAsync(first, first + count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (session, _) =>
        {
            Random random = new(unchecked((seed * 397) ^ session)); // the same in every process: HashCode is not
            string end = await SessionAsync(server, HostileScript.Make(random));
            Assert.True(end is "abort" or "reject" or "close", $"seed {seed}, session {session}: {end}");
        });
    }

    /// <summary>Sends the script and reads until the other side ends it; answers on the way are let pass.</summary>
    private static async Task<string> SessionAsync(TestListener server, IReadOnlyList<byte[]> script)
    {
        using CancellationTokenSource deadline = new(Eventually.Patience);
        await using NetworkStream stream = await server.ConnectAsync();
        Task sending = SendAsync(stream, script, deadline.Token);
        string end = await ReadToEndAsync(stream, deadline.Token);
        await sending;
        return end;
    }

    private static async Task SendAsync(NetworkStream stream, IReadOnlyList<byte[]> script, CancellationToken cancellationToken)
    {
        try
        {
            foreach (byte[] piece in script)
                await stream.WriteAsync(piece, cancellationToken);
        }
        catch (IOException)
        {
            // The listener has closed: that is one of its rights.
        }
    }

    private static async Task<string> ReadToEndAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        byte[] header = new byte[6];
        string end = "close";
        try
        {
            while (await stream.ReadAtLeastAsync(header, header.Length, throwOnEndOfStream: false, cancellationToken) == header.Length)
            {
                end = header[0] switch { 7 => "abort", 3 => "reject", _ => "close" };
                byte[] payload = new byte[(header[4] << 8) + header[5]];
                await stream.ReadExactlyAsync(payload, cancellationToken);
            }
        }
        catch (IOException)
        {
            // Reset after its last PDU: closed as well.
        }
        catch (OperationCanceledException)
        {
            return "still open at the deadline";
        }

        return end;
    }
}
