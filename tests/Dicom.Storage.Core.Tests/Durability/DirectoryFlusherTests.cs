using Dicom.Storage.Testing;

namespace Dicom.Storage.Core.Tests;

public sealed class DirectoryFlusherTests
{
    [Fact]
    public async Task Every_question_is_answered_however_many_ask_at_once()
    {
        using TemporaryDirectory directory = new();
        using FlushThreads threads = new(4);
        DirectoryFlusher flusher = new(threads);

        for (int round = 0; round < 200; round++)
            await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => flusher.FlushAsync(directory.FullPath)));
    }

    [Fact]
    public async Task A_question_asked_during_a_flush_is_answered_by_a_later_one()
    {
        using TemporaryDirectory directory = new();
        using FlushThreads threads = new(1);
        DirectoryFlusher flusher = new(threads);
        using ManualResetEventSlim release = new();
        Task blocker = threads.RunAsync(release.Wait); // the only thread is busy: flushes queue behind it

        Task first = flusher.FlushAsync(directory.FullPath);
        Task second = flusher.FlushAsync(directory.FullPath);
        Assert.NotSame(first, second);
        Assert.False(first.IsCompleted);
        Task third = flusher.FlushAsync(directory.FullPath);
        Assert.Same(second, third); // both came after the first round had begun, so one further round serves both

        release.Set();
        await Task.WhenAll(blocker, first, second, third);
    }

    [Fact]
    public async Task A_failed_flush_fails_for_all_who_waited_for_it()
    {
        using TemporaryDirectory directory = new();
        using FlushThreads threads = new(2);
        DirectoryFlusher flusher = new(threads);
        string missing = directory["missing"];

        DurabilityException[] failures = await Task.WhenAll(Enumerable.Range(0, 8)
            .Select(_ => Assert.ThrowsAsync<DurabilityException>(() => flusher.FlushAsync(missing))));

        Assert.All(failures, failure => Assert.Equal(2, failure.ErrorCode)); // ENOENT
    }
}
