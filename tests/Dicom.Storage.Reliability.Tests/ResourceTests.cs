using System.Globalization;
using Dicom.Storage.Network;
using Dicom.Storage.Testing;

namespace Dicom.Storage.Reliability.Tests;

/// <summary>What the machine takes away is answered and outlived: the volume, permissions, descriptors, processors, the index's lock.</summary>
public sealed class ResourceTests
{
    /// <summary>X10: the volume vanishes under the server, and an empty mount point is left in its place.</summary>
    [Fact]
    public async Task A_volume_that_vanishes_is_answered_with_A700_and_its_bare_mount_point_stays_empty()
    {
        using LoopVolume volume = LoopVolume.Require(megabytes: 64);
        using TemporaryDirectory elsewhere = new();
        string objects = Path.Combine(volume.MountPoint, "objects");
        History history = new();
        int next = 0;
        using ServerProcess server = await ServerProcess.StartAsync(volume.MountPoint);
        Assert.All(await new Sender(history, server.Port).SendAsync(Some(ref next, 5)), answer => Assert.True(answer.Status.IsStored));
        await server.DrainAsync();

        volume.Vanish();

        IReadOnlyList<DimseResponse> refused = await new Sender(history, server.Port).SendAsync(Some(ref next, 5));
        Assert.Equal(5, refused.Count);
        Assert.All(refused, answer => Assert.Equal(DimseStatus.OutOfResources, answer.Status));
        Assert.Empty(Directory.GetFileSystemEntries(volume.MountPoint));
        server.Kill();
        volume.Return();
        Assert.True(Directory.Exists(objects));
        await KillTests.DrainAndCheckAsync(volume.MountPoint, history);
    }

    /// <summary>X10, the dangerous half: the objects' volume vanishes, the spool's does not, so objects are taken and have nowhere to go.</summary>
    [Fact]
    public async Task Objects_whose_store_has_vanished_wait_in_the_spool_until_it_is_back()
    {
        using LoopVolume volume = LoopVolume.Require(megabytes: 64);
        using TemporaryDirectory root = new();
        Directory.CreateSymbolicLink(root["objects"], volume.MountPoint); // the checker looks there
        History history = new();
        int next = 0;
        using ServerProcess server = await ServerProcess.StartAsync(root.FullPath, "--objects", volume.MountPoint);
        await new Sender(history, server.Port).SendAsync(Some(ref next, 5));
        await server.DrainAsync();

        volume.Vanish();
        Assert.All(await new Sender(history, server.Port).SendAsync(Some(ref next, 20)), answer => Assert.True(answer.Status.IsStored));
        await server.RetriesAsync();
        Assert.Empty(Directory.GetFileSystemEntries(volume.MountPoint));
        Assert.Equal(20, Directory.GetFiles(root["spool/ready"], "*.dcm", SearchOption.AllDirectories).Length);

        volume.Return();
        await server.DrainAsync();
        Assert.Equal(0, await server.StopAsync());
        Assert.Equal(25, history.Acknowledged);
        Assert.Empty(history.Violations(root.FullPath));
    }

    /// <summary>X10: permission lost. On ext4 the immutable flag refuses root as well.</summary>
    [Fact]
    public async Task A_spool_that_may_not_be_written_any_more_is_answered_with_A700_and_taken_again_when_it_may()
    {
        using LoopVolume volume = LoopVolume.Require(megabytes: 64);
        string root = Path.Combine(volume.MountPoint, "root");
        string ready = Path.Combine(root, "spool", "ready");
        History history = new();
        int next = 0;
        using ServerProcess server = await ServerProcess.StartAsync(root);

        // No tenant has a directory yet: the first object would make it.
        Command.RunChecked("chattr", "+i", ready);
        IReadOnlyList<DimseResponse> refused = await new Sender(history, server.Port).SendAsync(Some(ref next, 3));
        Command.RunChecked("chattr", "-i", ready);

        Assert.Equal(3, refused.Count);
        Assert.All(refused, answer => Assert.Equal(DimseStatus.OutOfResources, answer.Status));
        Assert.Empty(Directory.GetFiles(Path.Combine(root, "spool", "incoming")));
        await UntilStoredAsync(history, server, () => Next(ref next));
        await server.DrainAsync();
        Assert.Equal(0, await server.StopAsync());
        Assert.Empty(history.Violations(root));
    }

    /// <summary>X9: there is space, and no file can be made any more.</summary>
    [Fact]
    public async Task A_volume_without_inodes_is_answered_with_A700_and_taken_again_when_there_are_some()
    {
        using LoopVolume volume = LoopVolume.Require(megabytes: 64, inodes: 256);
        string root = Path.Combine(volume.MountPoint, "root");
        History history = new();
        int next = 0;
        using ServerProcess server = await ServerProcess.StartAsync(root);
        await new Sender(history, server.Port).SendAsync(Some(ref next, 5));
        await server.DrainAsync();

        string fillers = Directory.CreateDirectory(Path.Combine(volume.MountPoint, "fillers")).FullName;
        Assert.Throws<IOException>(() =>
        {
            for (int i = 0; i < 1_000; i++)
                File.WriteAllBytes(Path.Combine(fillers, i.ToString(CultureInfo.InvariantCulture)), []);
        });
        IReadOnlyList<DimseResponse> refused = await new Sender(history, server.Port).SendAsync(Some(ref next, 3));
        Directory.Delete(fillers, recursive: true);

        Assert.Equal(3, refused.Count);
        Assert.All(refused, answer => Assert.Equal(DimseStatus.OutOfResources, answer.Status));
        await UntilStoredAsync(history, server, () => Next(ref next));
        await server.DrainAsync();
        Assert.Equal(0, await server.StopAsync());
        Assert.Empty(history.Violations(root));
    }

    /// <summary>X13: descriptors exhausted while it runs; refused or closed, and taken again afterwards.</summary>
    [Fact]
    public async Task Without_descriptors_nothing_is_acknowledged_that_is_not_there_and_it_recovers()
    {
        if (!OperatingSystem.IsLinux() || !Command.Exists("prlimit"))
        {
            Assert.False(Environment.GetEnvironmentVariable("CI") == "true", "prlimit is needed: install the package util-linux.");
            Assert.Skip("Needs Linux and the program prlimit of util-linux.");
        }

        using TemporaryDirectory directory = new();
        History history = new();
        int next = 0;
        using ServerProcess server = await ServerProcess.StartAsync(directory.FullPath);
        await new Sender(history, server.Port).SendAsync(Some(ref next, 20)); // code and pools are loaded
        await server.DrainAsync();
        int open = Directory.GetFiles($"/proc/{server.ProcessId}/fd").Length;

        Limit(server, open + 2); // the next connections and files find none
        Task senders = Task.WhenAll(Enumerable.Range(0, 6).Select(_ => new Sender(history, server.Port).SendAsync(Some(ref next, 20))));
        await Task.WhenAny(senders, Task.Delay(TimeSpan.FromSeconds(5))); // how long the want lasts; a connection is not accepted before its end
        Limit(server, 1_024);
        await senders;

        await UntilStoredAsync(history, server, () => Next(ref next));
        await server.DrainAsync();
        Assert.Equal(0, await server.StopAsync());
        Assert.Empty(history.Violations(directory.FullPath));
    }

    /// <summary>X33: a second server on the same data does not start, and the first goes on; also where the runtime is told not to lock.</summary>
    [Theory]
    [InlineData("0")]
    [InlineData("1")]
    public async Task A_second_server_on_the_same_data_does_not_start_until_the_first_has_ended(string disableLocking)
    {
        (string, string)[] environment = [("DOTNET_SYSTEM_IO_DISABLEFILELOCKING", disableLocking)];
        using TemporaryDirectory directory = new();
        History history = new();
        int next = 0;
        using (ServerProcess first = await ServerProcess.StartAsync(directory.FullPath, environment))
        {
            await new Sender(history, first.Port).SendAsync(Some(ref next, 10));

            InvalidOperationException refused = await Assert.ThrowsAsync<InvalidOperationException>(() => ServerProcess.StartAsync(directory.FullPath, environment));

            Assert.Contains("it ended", refused.Message, StringComparison.Ordinal);
            Assert.Equal(5, (await new Sender(history, first.Port).SendAsync(Some(ref next, 5))).Count(answer => answer.Status.IsStored));
            first.Kill(); // the lock goes with the process, however it ends
        }

        await KillTests.DrainAndCheckAsync(directory.FullPath, history);
        Assert.Equal(15, history.Acknowledged);
    }

    /// <summary>Defect 5 of dicom-server-rs: "parallelism = CPUs minus 1: zero on a 1-CPU container, which stalls the stream forever".</summary>
    [Fact]
    public async Task Defect_5_with_one_processor_everything_is_received_and_indexed()
    {
        using TemporaryDirectory directory = new();
        History history = new();
        int next = 0;
        using ServerProcess server = await ServerProcess.StartAsync(directory.FullPath, [("DOTNET_PROCESSOR_COUNT", "1")]);

        Task<List<DimseResponse>>[] senders = [.. Enumerable.Range(0, 4).Select(_ => new Sender(history, server.Port).SendAsync(Some(ref next, 25)))];
        await Task.WhenAll(senders);

        await server.DrainAsync();
        Assert.Equal(0, await server.StopAsync());
        Assert.Equal(100, history.Acknowledged);
        Assert.Empty(history.Violations(directory.FullPath));
    }

    private static void Limit(ServerProcess server, int descriptors) => Command.RunChecked(
        "prlimit", $"--pid={server.ProcessId.ToString(CultureInfo.InvariantCulture)}", $"--nofile={descriptors.ToString(CultureInfo.InvariantCulture)}:1024");

    private static Task UntilStoredAsync(History history, ServerProcess server, Func<SyntheticObject> next) =>
        Eventually.IsTrueAsync(async () => (await new Sender(history, server.Port).SendAsync([next()])).Any(answer => answer.Status.IsStored));

    private static SyntheticObject[] Some(ref int next, int count)
    {
        SyntheticObject[] objects = new SyntheticObject[count];
        for (int i = 0; i < count; i++)
            objects[i] = Next(ref next);
        return objects;
    }

    private static SyntheticObject Next(ref int next)
    {
        int number = Interlocked.Increment(ref next);
        return SyntheticObject.Create(number, (number % 3) + 1, 4_096);
    }
}
