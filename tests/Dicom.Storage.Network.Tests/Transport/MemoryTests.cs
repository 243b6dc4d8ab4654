using Dicom.Storage.Testing;

namespace Dicom.Storage.Network.Tests;

/// <summary>The memory of all connections together has a limit; who comes above it is held back, not refused.</summary>
public sealed class MemoryTests
{
    private const long Budget = 4L << 20;

    [Fact]
    public async Task A_message_above_the_budget_is_read_when_another_has_ended()
    {
        await using MemoryListener server = new(o =>
        {
            o.Limits.MaxMemory = Budget;
            o.Limits.MemoryPerMessage = 3 << 20; // one fits, two do not
        });
        await using ScriptedPeer first = await server.AssociateAsync();
        await using ScriptedPeer second = await server.AssociateAsync();
        await first.SendAsync(PduBytes.Data(1, 3, PduBytes.StoreRequest(1)), PduBytes.Data(1, 0, [1, 2]));
        await Eventually.IsTrueAsync(() => server.Listener.MemoryUsed > 3 << 20);

        await second.SendAsync(PduBytes.Data(3, 3, PduBytes.EchoRequest(7)));
        await Eventually.IsTrueAsync(() => server.Listener.MemoryWaiters == 1);
        Task<byte[]> held = second.ReceiveAsync();
        Assert.False(held.IsCompleted);

        await first.SendAsync(PduBytes.Data(1, 2, [3, 4]));
        Assert.Equal(0, PduBytes.UInt16Of(await first.ReceiveAsync(), 0x0900));
        Assert.Equal(7, PduBytes.UInt16Of(await held, 0x0120));
        await Eventually.IsTrueAsync(() => server.Listener is { MemoryUsed: 0, MemoryWaiters: 0 }); // idle associations hold nothing
    }

    [Fact]
    public async Task One_that_is_held_back_can_still_be_ended_and_gives_its_turn_up()
    {
        await using MemoryListener server = new(o =>
        {
            o.Limits.MaxMemory = Budget;
            o.Limits.MemoryPerMessage = 3 << 20;
        });
        await using ScriptedPeer first = await server.AssociateAsync();
        await using ScriptedPeer second = await server.AssociateAsync();
        await first.SendAsync(PduBytes.Data(1, 3, PduBytes.StoreRequest(1)), PduBytes.Data(1, 0, [1, 2]));
        await Eventually.IsTrueAsync(() => server.Listener.MemoryUsed > 3 << 20);
        await second.SendAsync(PduBytes.Data(3, 3, PduBytes.EchoRequest(7)));
        await Eventually.IsTrueAsync(() => server.Listener.MemoryWaiters == 1);

        Task stopped = server.Listener.StopAsync(TimeSpan.Zero, CancellationToken.None); // waits for the peers to close

        await second.ExpectAsync("07 00 00000004 0000 02 00");
        await first.ExpectAsync("07 00 00000004 0000 02 00");
        await first.DisposeAsync();
        await second.DisposeAsync();
        await stopped;
        Assert.Equal((0, 0), (server.Listener.MemoryUsed, server.Listener.MemoryWaiters));
    }

    [Fact]
    public async Task Unfinished_requests_above_the_budget_cost_the_largest_of_them_its_connection()
    {
        await using MemoryListener server = new(o => o.Limits.MaxMemory = Budget);
        byte[] part = [.. PduBytes.Header(0x01, 1_000_000), .. new byte[900_000]];
        List<ScriptedPeer> hostile = [];
        for (int i = 0; i < 8; i++)
        {
            hostile.Add(server.Connect());
            await SendAsync(hostile[^1], part);
        }

        await Eventually.IsTrueAsync(() => server.Log.Reasons.Contains(AssociationEndReason.PendingLimit));
        await Eventually.IsTrueAsync(() => server.Listener.MemoryUsed <= Budget);
        await using ScriptedPeer healthy = await server.AssociateAsync(); // and a whole request is let in
        await healthy.SendAsync(PduBytes.Data(3, 3, PduBytes.EchoRequest(7)));
        Assert.Equal(7, PduBytes.UInt16Of(await healthy.ReceiveAsync(), 0x0120));

        foreach (ScriptedPeer peer in hostile)
            await peer.DisposeAsync();
        await Eventually.IsTrueAsync(() => server.Listener.MemoryUsed == 0);
    }

    private static async Task SendAsync(ScriptedPeer peer, byte[] bytes)
    {
        try
        {
            await peer.SendAsync(bytes);
        }
        catch (IOException)
        {
            // The largest of the moment may be the one that is sending.
        }
    }
}
