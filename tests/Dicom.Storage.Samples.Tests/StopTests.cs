using Dicom.Storage.Testing;

namespace Dicom.Storage.Samples.Tests;

/// <summary>SIGTERM under load (X17): what was acknowledged is there, what was not is not half there, and the status is 0.</summary>
public sealed class StopTests : IDisposable
{
    private readonly GatewayFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [InlineData("Durable")]
    [InlineData("Published")]
    public async Task Sigterm_under_load_ends_it_in_order_with_0_and_loses_nothing_acknowledged(string level)
    {
        List<string>[] acknowledged;
        using (SampleProcess gateway = _fixture.Start($"--DicomStorage:Scp:AckLevel={level}"))
        {
            int port = await gateway.PortAsync();
            TaskCompletionSource underLoad = new(TaskCreationOptions.RunContinuationsAsynchronously);
            Task<List<string>>[] senders = [.. Enumerable.Range(0, 4).Select(_ => GatewayFixture.SendUntilGoneAsync(port, stored =>
            {
                if (stored == 20)
                    underLoad.TrySetResult();
            }))];
            await underLoad.Task.WaitAsync(Eventually.Patience);

            gateway.Terminate();

            Assert.Equal(0, await gateway.ExitAsync());
            acknowledged = await Task.WhenAll(senders);
        }

        Assert.Empty(Directory.GetFiles(_fixture["data/spool/incoming"]));
        HashSet<string> kept = [.. _fixture.Stored.Select(Path.GetFileNameWithoutExtension).OfType<string>()];
        int waiting = _fixture.Waiting.Length;
        string[] missing = [.. acknowledged.SelectMany(uids => uids).Distinct().Where(uid => !kept.Contains(uid))];
        Assert.True(missing.Length <= waiting, $"{missing.Length} acknowledged objects are not in the store, {waiting} are in the spool");

        // At the next start what waited is worked off: then every acknowledged object has its place.
        using SampleProcess again = _fixture.Start();
        await again.PortAsync();
        await _fixture.DrainedAsync();
        kept = [.. _fixture.Stored.Select(Path.GetFileNameWithoutExtension).OfType<string>()];
        Assert.DoesNotContain(acknowledged.SelectMany(uids => uids), uid => !kept.Contains(uid));
    }

    [Fact]
    public async Task Sigterm_ends_it_although_an_idle_association_is_open()
    {
        using SampleProcess gateway = _fixture.Start();
        int port = await gateway.PortAsync();
        using System.Net.Sockets.TcpClient idle = new("127.0.0.1", port);
        await using ScriptedPeer peer = new(idle.GetStream());
        await peer.AssociateAsync();

        gateway.Terminate();

        await peer.ExpectAsync("07 00 00000004 0000 02 00");
        await peer.DisposeAsync();
        Assert.Equal(0, await gateway.ExitAsync());
    }
}
