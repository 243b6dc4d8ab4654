using Dicom.Storage.Testing;

namespace Dicom.Storage.Reliability.Tests;

/// <summary>A power cut loses nothing that was acknowledged: spool, objects and database on one real file system.</summary>
public sealed class PowerCutTests
{
    private const int Cuts = 10;

    [Fact]
    public async Task Power_cuts_under_load_lose_nothing_acknowledged()
    {
        using LoopVolume volume = LoopVolume.Require(megabytes: 256);
        string root = Path.Combine(volume.MountPoint, "root");
        History history = new();
        int seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        Random random = new(seed);
        int next = 0;
        for (int cut = 0; cut < Cuts; cut++)
        {
            using ServerProcess server = await ServerProcess.StartAsync(root);
            TaskCompletionSource enough = new(TaskCreationOptions.RunContinuationsAsynchronously);
            int cutAfter = random.Next(20, 120);
            int answered = 0;
            Task[] senders = [.. Enumerable.Range(0, 4).Select(_ => new Sender(history, server.Port).SendAsync(
                Enumerable.Range(0, 200).Select(_ => KillTests.Next(ref next)),
                _ =>
                {
                    if (Interlocked.Increment(ref answered) == cutAfter)
                        enough.TrySetResult();
                }))];
            await Task.WhenAny(enough.Task, Task.WhenAll(senders));
            volume.CutPower();
            server.Kill();
            await Task.WhenAll(senders);
            volume.Remount();
        }

        await KillTests.DrainAndCheckAsync(root, history);
        Assert.True(history.Acknowledged >= Cuts * 20, $"only {history.Acknowledged} objects were acknowledged");
    }

    [Fact]
    public async Task Without_the_flush_a_power_cut_does_lose_what_was_acknowledged()
    {
        // The same cut at the level that does not promise durability: it shows that the test above can fail.
        using LoopVolume volume = LoopVolume.Require(megabytes: 256);
        string root = Path.Combine(volume.MountPoint, "root");
        History history = new();
        int next = 0;
        using (ServerProcess server = await ServerProcess.StartAsync(root, "--ack", "Received", "--hold", "IngestStarted"))
        {
            // The pipeline stands still, so nothing flushes the journal on the senders' behalf.
            await new Sender(history, server.Port).SendAsync(Enumerable.Range(0, 50).Select(_ => KillTests.Next(ref next)));
            Assert.Equal(50, history.Acknowledged);
            volume.CutPower();
        }

        volume.Remount();
        using (ServerProcess server = await ServerProcess.StartAsync(root))
        {
            await server.DrainAsync();
            await server.StopAsync();
        }

        Assert.NotEmpty(history.Violations(root));
    }
}
