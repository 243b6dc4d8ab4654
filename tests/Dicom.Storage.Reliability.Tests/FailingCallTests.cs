using Dicom.Storage.Network;
using Dicom.Storage.Testing;

namespace Dicom.Storage.Reliability.Tests;

/// <summary>
/// X3 and X8: system calls of the server are made to fail under it, now and then, by strace. Every answer is success or A700, what was
/// answered with success is there, and when the calls succeed again so does the server.
/// </summary>
public sealed class FailingCallTests
{
    [Theory]
    [InlineData("fsync", "EIO", "1+5", true)] // of files and of directories: each thread's first, and every fifth after it
    [InlineData("fsync", "ENOSPC", "2+3", true)]
    [InlineData("fsync", "EDQUOT", "1+4", true)]
    [InlineData("fdatasync", "EIO", "1+4", false)] // SQLite's own
    [InlineData("renameat2", "EIO", "2+3", true)]
    [InlineData("renameat2", "ENOSPC", "1+3", true)]
    [InlineData("link,linkat", "EIO", "2+4", false)]
    [InlineData("link,linkat", "EDQUOT", "1+3", false)]
    [InlineData("pwrite64", "ENOSPC", "3+9", true)]
    [InlineData("pwrite64", "EIO", "2+7", true)]
    [InlineData("unlink,unlinkat", "EIO", "1+6", false)]
    public async Task A_call_that_fails_now_and_then_is_never_a_lie(string call, string error, string when, bool refuses)
    {
        CallInjector.Require();
        using TemporaryDirectory directory = new();
        History history = new();
        int next = 0;
        using ServerProcess server = await ServerProcess.StartAsync(directory.FullPath);
        await SendAsync(history, server, () => Next(ref next), 10);

        List<DimseStatus> answers = [];
        using (CallInjector injector = await CallInjector.AttachAsync(server.ProcessId, call, error, when))
        {
            for (int round = 0; round < 6; round++)
                answers.AddRange(await SendAsync(history, server, () => Next(ref next), 10));
            await injector.DetachAsync();
        }

        Assert.Equal(refuses, answers.Contains(DimseStatus.OutOfResources)); // what comes after the answer is the pipeline's to try again
        Assert.Equal(60, answers.Count); // no failure ended an association
        Assert.All(answers, status => Assert.True(status == DimseStatus.Success || status == DimseStatus.OutOfResources, status.ToString()));
        await UntilStoredAsync(history, server, () => Next(ref next));
        await server.DrainAsync();
        Assert.Equal(0, await server.StopAsync());
        Assert.Empty(history.Violations(directory.FullPath));
        TestContext.Current.TestOutputHelper?.WriteLine($"{answers.Count(status => status == DimseStatus.OutOfResources)} of {answers.Count} answered with A700");
    }

    /// <summary>X8: one flush that fails once. The object is refused although a second flush would succeed: the kernel has dropped its data.</summary>
    [Fact]
    public async Task A_failed_flush_is_final_for_its_object_and_the_volume_has_to_prove_itself()
    {
        CallInjector.Require();
        using TemporaryDirectory directory = new();
        History history = new();
        int next = 0;
        using ServerProcess server = await ServerProcess.StartAsync(directory.FullPath);

        IReadOnlyList<DimseStatus> answers;
        using (CallInjector injector = await CallInjector.AttachAsync(server.ProcessId, "fsync", "EIO", "1"))
        {
            answers = await SendAsync(history, server, () => Next(ref next), 1);
            await injector.DetachAsync();
        }

        Assert.Equal([DimseStatus.OutOfResources], answers);
        Assert.Empty(Directory.GetFiles(directory["spool/ready"], "*.dcm", SearchOption.AllDirectories));
        await UntilStoredAsync(history, server, () => Next(ref next));
        await server.DrainAsync();
        Assert.Equal(0, await server.StopAsync());
        Assert.Empty(history.Violations(directory.FullPath));
    }

    private static async Task<IReadOnlyList<DimseStatus>> SendAsync(History history, ServerProcess server, Func<SyntheticObject> next, int count) =>
        [.. (await new Sender(history, server.Port).SendAsync(Enumerable.Range(0, count).Select(_ => next()))).Select(answer => answer.Status)];

    private static Task UntilStoredAsync(History history, ServerProcess server, Func<SyntheticObject> next) =>
        Eventually.IsTrueAsync(async () => (await SendAsync(history, server, next, 1)).Contains(DimseStatus.Success));

    private static SyntheticObject Next(ref int next)
    {
        next++;
        return SyntheticObject.Create(next, (next % 3) + 1, 4_096);
    }
}
