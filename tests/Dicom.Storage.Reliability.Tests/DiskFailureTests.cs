using Dicom.Storage.Network;
using Dicom.Storage.Testing;

namespace Dicom.Storage.Reliability.Tests;

/// <summary>A failing disk gets A700, never success, and the server is back once the disk is.</summary>
public sealed class DiskFailureTests
{
    [Fact]
    public async Task A_disk_that_fails_with_EIO_is_answered_with_A700()
    {
        using LoopVolume volume = LoopVolume.Require(megabytes: 128);
        History history = new();
        int next = 0;
        using ServerProcess server = await ServerProcess.StartAsync(volume.MountPoint);
        Assert.All(await Send(history, server, ref next, 5), answer => Assert.True(answer.Status.IsStored));

        volume.CutPower(); // from here on every write and flush gives EIO

        IReadOnlyList<DimseResponse> answers = await Send(history, server, ref next, 5);
        Assert.Equal(5, answers.Count);
        Assert.All(answers, answer => Assert.Equal(DimseStatus.OutOfResources, answer.Status));
        Assert.All(answers, answer => Assert.False(string.IsNullOrEmpty(answer.ErrorComment)));
        server.Kill();
        volume.Remount();
        await KillTests.DrainAndCheckAsync(volume.MountPoint, history);
    }

    [Fact]
    public async Task A_full_disk_is_answered_with_A700_and_taken_again_when_there_is_space()
    {
        using LoopVolume volume = LoopVolume.Require(megabytes: 64);
        History history = new();
        int next = 0;
        string filler = Path.Combine(volume.MountPoint, "filler");
        using ServerProcess server = await ServerProcess.StartAsync(Path.Combine(volume.MountPoint, "root"), "--min-free", (8 << 20).ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.All(await Send(history, server, ref next, 5), answer => Assert.True(answer.Status.IsStored));

        // The watermark answers before the disk is full.
        await server.DrainAsync();
        File.WriteAllBytes(filler, new byte[new DriveInfo(volume.MountPoint).AvailableFreeSpace - (4 << 20)]);
        IReadOnlyList<DimseResponse> refused = await SendUntilAsync(history, server, () => Next(ref next), stored: false);
        Assert.Equal(DimseStatus.OutOfResources, refused[^1].Status);

        File.Delete(filler);
        IReadOnlyList<DimseResponse> taken = await SendUntilAsync(history, server, () => Next(ref next), stored: true);
        Assert.True(taken[^1].Status.IsStored);

        await server.DrainAsync();
        Assert.Equal(0, await server.StopAsync());
        Assert.Empty(history.Violations(Path.Combine(volume.MountPoint, "root")));
    }

    [Fact]
    public async Task A_disk_without_space_in_the_middle_of_an_object_is_answered_with_A700_and_nothing_is_left()
    {
        using LoopVolume volume = LoopVolume.Require(megabytes: 32);
        History history = new();
        using ServerProcess server = await ServerProcess.StartAsync(Path.Combine(volume.MountPoint, "root"));
        SyntheticObject large = SyntheticObject.Create(1, 1, pixelBytes: 64 << 20);

        List<DimseResponse> answers = await new Sender(history, server.Port).SendAsync([large, SyntheticObject.Create(2, 1, 2_048)]);

        Assert.Equal(2, answers.Count); // a bad object does not end the association
        Assert.Equal(DimseStatus.OutOfResources, answers[0].Status);
        Assert.Empty(Directory.GetFiles(Path.Combine(volume.MountPoint, "root", "spool", "incoming")));
        server.Kill();
        await KillTests.DrainAndCheckAsync(Path.Combine(volume.MountPoint, "root"), history);
    }

    [Fact]
    public async Task A_disk_that_became_read_only_is_answered_with_A700()
    {
        using LoopVolume volume = LoopVolume.Require(megabytes: 64);
        History history = new();
        int next = 0;
        using ServerProcess server = await ServerProcess.StartAsync(volume.MountPoint);
        Assert.All(await Send(history, server, ref next, 3), answer => Assert.True(answer.Status.IsStored));
        await server.DrainAsync();

        volume.ForceReadOnly();

        IReadOnlyList<DimseResponse> refused = await Send(history, server, ref next, 3);
        Assert.All(refused, answer => Assert.Equal(DimseStatus.OutOfResources, answer.Status));
        server.Kill();
        volume.Remount();
        await KillTests.DrainAndCheckAsync(volume.MountPoint, history);
    }

    private static Task<List<DimseResponse>> Send(History history, ServerProcess server, ref int next, int count)
    {
        SyntheticObject[] objects = new SyntheticObject[count];
        for (int i = 0; i < count; i++)
            objects[i] = Next(ref next);
        return new Sender(history, server.Port).SendAsync(objects);
    }

    // The watermark is looked at in intervals: sends until the answer is the wanted one, at most for a bounded number of objects.
    private static async Task<IReadOnlyList<DimseResponse>> SendUntilAsync(History history, ServerProcess server, Func<SyntheticObject> next, bool stored)
    {
        List<DimseResponse> answers = [];
        for (int i = 0; i < 2_000 && (answers.Count == 0 || answers[^1].Status.IsStored != stored); i++)
            answers.AddRange(await new Sender(history, server.Port).SendAsync([next()]));
        return answers;
    }

    private static SyntheticObject Next(ref int next)
    {
        next++;
        return SyntheticObject.Create(next, 1, 4_096);
    }
}
