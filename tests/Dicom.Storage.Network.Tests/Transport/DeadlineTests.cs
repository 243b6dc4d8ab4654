using Dicom.Storage.Testing;

namespace Dicom.Storage.Network.Tests;

/// <summary>Every waiting has an end, told by the listener's clock and not by the machine's.</summary>
public sealed class DeadlineTests
{
    private static readonly TimeSpan s_step = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan s_hour = TimeSpan.FromHours(1);

    [Fact]
    public async Task P3_silent_connections_are_closed_at_the_handshake_deadline_without_a_pdu()
    {
        await using MemoryListener server = new();
        ScriptedPeer[] peers = [.. Enumerable.Range(0, 50).Select(i => server.Connect($"192.0.2.{i}"))];

        TimeSpan moved = await server.AdvanceToEndAsync(s_step, s_hour);

        Assert.True(moved >= TimeSpan.FromSeconds(10), $"{moved}");
        foreach (ScriptedPeer peer in peers)
            await peer.ExpectClosedAsync();
        Assert.All(server.Log.Reasons, r => Assert.Equal(AssociationEndReason.HandshakeTimeout, r));
        Assert.Equal(50, server.Log.Reasons.Count);
    }

    [Fact]
    public async Task P4_a_request_that_comes_byte_by_byte_is_closed_at_the_deadline_counted_from_accept()
    {
        await using MemoryListener server = new();
        await using ScriptedPeer peer = server.Connect();
        byte[] request = new AssociateRequestBytes().ToPdu();

        int sent = 0;
        Task<byte[]> answer = peer.ReceiveAsync();
        while (!server.LastConnection!.IsDisposed && sent < 60)
        {
            await peer.SendAsync([request[sent++]]);
            await server.AdvanceAsync(TimeSpan.FromSeconds(1));
            await Eventually.IsTrueAsync(() => server.LastConnection.IsAtRest);
        }

        Assert.Empty(await answer);
        await server.EndedAsync();
        Assert.Equal(AssociationEndReason.HandshakeTimeout, Assert.Single(server.Log.Reasons));
        Assert.InRange(sent, 10, 59);
    }

    [Fact]
    public async Task P37_an_object_at_ten_bytes_a_second_is_aborted_after_the_grace()
    {
        await using MemoryListener server = new();
        await using ScriptedPeer peer = await server.AssociateAsync();
        await peer.SendAsync(PduBytes.Data(1, 3, PduBytes.StoreRequest(1)));

        Task<byte[]> answer = peer.ReceiveAsync();
        TimeSpan moved = TimeSpan.Zero;
        while (!answer.IsCompleted && moved < s_hour)
        {
            await peer.SendAsync(PduBytes.Data(1, 0, new byte[10]));
            moved += TimeSpan.FromSeconds(1);
            await server.AdvanceAsync(TimeSpan.FromSeconds(1));
        }

        Assert.Equal("07000000000400000200", Convert.ToHexString(await answer));
        await peer.DisposeAsync();
        await server.EndedAsync();
        Assert.Equal(AssociationEndReason.DataRateTooLow, Assert.Single(server.Log.Reasons));
        Assert.True(moved >= TimeSpan.FromSeconds(15), $"{moved}");
        Assert.Equal(1, server.Store.Discarded);
    }

    [Fact]
    public async Task A_peer_that_stops_inside_an_object_is_aborted_although_it_was_fast_before()
    {
        await using MemoryListener server = new();
        await using ScriptedPeer peer = await server.AssociateAsync();
        await peer.SendAsync(PduBytes.Data(1, 3, PduBytes.StoreRequest(1)), PduBytes.Data(1, 0, new byte[200_000]));

        Assert.Equal("07000000000400000200", await MoveToAnswerAsync(server, peer, TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public async Task A_peer_that_stops_inside_the_header_of_a_pdu_is_not_idle_but_too_slow()
    {
        await using MemoryListener server = new();
        await using ScriptedPeer peer = await server.AssociateAsync();
        await peer.SendAsync([0x04, 0x00, 0x00]);

        Assert.Equal("07000000000400000200", await MoveToAnswerAsync(server, peer, TimeSpan.FromSeconds(20)));
        await peer.DisposeAsync();
        await server.EndedAsync();
        Assert.Equal(AssociationEndReason.DataRateTooLow, Assert.Single(server.Log.Reasons));
    }

    [Fact]
    public async Task Bytes_earn_waiting_back_so_a_sender_that_comes_in_bursts_is_let_be()
    {
        await using MemoryListener server = new();
        await using ScriptedPeer peer = await server.AssociateAsync();
        await peer.SendAsync(PduBytes.Data(1, 3, PduBytes.StoreRequest(1)));
        for (int burst = 0; burst < 20; burst++)
        {
            await server.AdvanceAsync(TimeSpan.FromSeconds(12)); // of a grace of 15; 30,000 bytes at 1,000 a second are worth 30
            await peer.SendAsync(PduBytes.Data(1, 0, new byte[30_000]));
        }

        await peer.SendAsync(PduBytes.Data(1, 2, [1, 2]));
        Assert.Equal(0, PduBytes.UInt16Of(await peer.ReceiveAsync(), 0x0900));
    }

    [Fact]
    public async Task The_services_own_slowness_is_not_held_against_the_peer()
    {
        TaskCompletionSource disk = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using MemoryListener server = new();
        TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        server.Store.OnWrite = () =>
        {
            _ = reached.TrySetResult();
            return new ValueTask(disk.Task);
        };
        await using ScriptedPeer peer = await server.AssociateAsync();
        await peer.SendAsync(PduBytes.Data(1, 3, PduBytes.StoreRequest(1)), PduBytes.Data(1, 0, [1, 2]));
        await reached.Task;

        server.Time.Advance(TimeSpan.FromMinutes(40)); // longer than the idle and the echo-only limit, too
        disk.SetResult();
        await peer.SendAsync(PduBytes.Data(1, 2, [3, 4]));

        Assert.Equal(0, PduBytes.UInt16Of(await peer.ReceiveAsync(), 0x0900));
    }

    [Fact]
    public async Task P38_an_idle_association_is_aborted_at_the_idle_limit()
    {
        await using MemoryListener server = new();
        await using ScriptedPeer peer = await server.AssociateAsync();

        Assert.Equal("07000000000400000200", await MoveToAnswerAsync(server, peer, s_hour));
        await peer.DisposeAsync();
        await server.EndedAsync();
        Assert.Equal(AssociationEndReason.IdleLimit, Assert.Single(server.Log.Reasons));
    }

    [Fact]
    public async Task P38_an_association_with_nothing_but_echo_is_aborted_at_its_own_limit()
    {
        await using MemoryListener server = new();
        await using ScriptedPeer peer = await server.AssociateAsync();

        byte[] answer = [];
        int echoes = 0;
        for (; echoes < 1_000 && (answer.Length == 0 || answer[0] == 0x04); echoes++)
        {
            await peer.SendAsync(PduBytes.Data(3, 3, PduBytes.EchoRequest(1)));
            answer = await peer.ReceiveAsync();
            await server.AdvanceAsync(TimeSpan.FromSeconds(25));
        }

        Assert.Equal("07000000000400000200", Convert.ToHexString(answer));
        Assert.InRange(echoes, 72, 80); // 30 minutes of 25 seconds
        await peer.DisposeAsync();
        await server.EndedAsync();
        Assert.Equal(AssociationEndReason.EchoOnlyLimit, Assert.Single(server.Log.Reasons));
    }

    [Fact]
    public async Task A_peer_that_leaves_its_responses_untaken_is_cut_off()
    {
        await using MemoryListener server = new();
        await using ScriptedPeer peer = await server.AssociateAsync();
        Task sending = SendUntilRefusedAsync(peer);
        await Eventually.IsTrueAsync(() => server.LastConnection!.IsWriteBlocked);

        TimeSpan moved = await server.AdvanceToEndAsync(s_step, 24 * s_hour);

        Assert.True(moved >= TimeSpan.FromSeconds(60), $"{moved}");
        Assert.Equal(AssociationEndReason.SendTimeout, Assert.Single(server.Log.Reasons));
        await peer.DisposeAsync();
        await sending;
    }

    [Fact]
    public async Task Stop_ends_idle_associations_with_an_abort_and_lets_a_running_store_finish()
    {
        TaskCompletionSource disk = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using MemoryListener server = new();
        TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        server.Store.OnComplete = _ =>
        {
            reached.SetResult();
            return new ValueTask(disk.Task);
        };
        await using ScriptedPeer silent = server.Connect();
        await using ScriptedPeer idle = await server.AssociateAsync();
        await using ScriptedPeer busy = await server.AssociateAsync();
        await busy.SendAsync(PduBytes.Data(1, 3, PduBytes.StoreRequest(1)), PduBytes.Data(1, 2, [1, 2]));
        await reached.Task;

        Task stop = server.Listener.StopAsync(TimeSpan.FromSeconds(30), CancellationToken.None);
        await silent.ExpectClosedAsync();
        await idle.ExpectAsync("07 00 00000004 0000 02 00");
        await idle.DisposeAsync();
        disk.SetResult();
        Assert.Equal(0, PduBytes.UInt16Of(await busy.ReceiveAsync(), 0x0900));
        await busy.ExpectAsync("07 00 00000004 0000 02 00");
        await busy.DisposeAsync();
        await stop.WaitAsync(Eventually.Patience);

        Assert.Single(server.Store.Stored);
        Assert.Contains(AssociationEndReason.Stopped, server.Log.Reasons);
        Assert.DoesNotContain(AssociationEndReason.StopDeadline, server.Log.Reasons);
    }

    [Fact]
    public async Task Stop_discards_at_its_deadline_what_has_not_finished()
    {
        await using MemoryListener server = new();
        TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        server.Store.OnWrite = () =>
        {
            reached.SetResult();
            return default;
        };
        await using ScriptedPeer busy = await server.AssociateAsync();
        await busy.SendAsync(PduBytes.Data(1, 3, PduBytes.StoreRequest(1)), PduBytes.Data(1, 0, [1, 2]));
        await reached.Task;
        await using ScriptedPeer late = server.Connect();

        Task stop = server.Listener.StopAsync(TimeSpan.Zero, CancellationToken.None);
        await busy.ExpectAsync("07 00 00000004 0000 02 00");
        await busy.DisposeAsync();
        await stop.WaitAsync(Eventually.Patience);

        Assert.Contains(AssociationEndReason.StopDeadline, server.Log.Reasons);
        Assert.Empty(server.Store.Stored);
    }

    private static async Task<string> MoveToAnswerAsync(MemoryListener server, ScriptedPeer peer, TimeSpan atMost)
    {
        Task<byte[]> answer = peer.ReceiveAsync();
        for (TimeSpan moved = TimeSpan.Zero; !answer.IsCompleted && moved < atMost; moved += s_step)
            await server.AdvanceAsync(s_step);
        return Convert.ToHexString(await answer);
    }

    private static async Task SendUntilRefusedAsync(ScriptedPeer peer)
    {
        byte[] echo = PduBytes.Data(3, 3, PduBytes.EchoRequest(1));
        try
        {
            while (true)
                await peer.SendAsync(echo);
        }
        catch (Exception e) when (e is IOException or InvalidOperationException)
        {
            // The other side has closed.
        }
    }
}
