using Dicom.Storage.Testing;

namespace Dicom.Storage.Core.Tests;

public sealed class DirectoryMakerTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Nobody_is_told_that_a_directory_is_there_before_its_name_is_durable()
    {
        using ManualResetEventSlim made = new();
        using ManualResetEventSlim flush = new();
        bool durable = false;
        DirectoryMaker maker = new(path =>
        {
            Directory.CreateDirectory(path);
            made.Set();
            flush.Wait();
            durable = true;
        });
        Task first = OnThread(() => maker.Ensure(_directory["tenant"]));
        made.Wait(TestContext.Current.CancellationToken);

        bool durableForSecond = false;
        Thread second = new(() =>
        {
            maker.Ensure(_directory["tenant"]);
            durableForSecond = durable;
        });
        second.Start();
        await Eventually.IsTrueAsync(() => !second.IsAlive || second.ThreadState.HasFlag(ThreadState.WaitSleepJoin));
        Assert.True(second.IsAlive, "The name exists, and is not yet flushed.");
        flush.Set();
        await first;
        second.Join();

        Assert.True(durableForSecond);
    }

    [Fact]
    public void A_directory_that_is_there_is_not_made_again()
    {
        DirectoryMaker maker = new(_ => Assert.Fail("made again"));

        maker.Ensure(_directory.FullPath);
    }

    private static Task OnThread(Action action) =>
        Task.Factory.StartNew(action, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
