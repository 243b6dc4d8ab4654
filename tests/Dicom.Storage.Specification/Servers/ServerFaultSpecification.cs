using System.Diagnostics;
using Dicom.Storage.Core;
using Dicom.Storage.Testing;

namespace Dicom.Storage.Specification;

/// <summary>What a provider makes of connections that are cut, and of servers that die or freeze.</summary>
public abstract class ServerFaultSpecification<TFixture>(TFixture fixture)
    where TFixture : class, IServerFixture
{
    private static readonly TimeSpan s_bound = TimeSpan.FromSeconds(30);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ProxyCut.BeforeMessage)]
    [InlineData(ProxyCut.BeforeAnswer)]
    [InlineData(ProxyCut.AfterMessage)]
    public virtual async Task A_save_whose_commit_is_cut_is_done_once_and_told_so(ProxyCut cut)
    {
        await using FaultyDb faulty = await fixture.CreateFaultyAsync(Token);
        await faulty.Db.CheckHealthAsync(Token);
        Task wasCut = faulty.Proxy.CutAsync(faulty.CommitMarker, cut);
        InstanceKey key = Samples.Instance();

        IReadOnlyList<DicomStateMeta> saved = await faulty.Db.SaveIngestBatchAsync(
            new IngestBatch([Samples.Store(key)], [Samples.State(key.Series)], [Samples.Image(key)]), Token);

        Assert.True(wasCut.IsCompleted, "The commit was to be cut.");
        Assert.Equal(1, Assert.Single(saved).SeriesRelatedInstances);
        Assert.Equal(saved, await faulty.Direct.GetStateMetasAsync(key.TenantId, key.StudyUid, Token));
        Assert.Equal(Samples.Image(key), Assert.Single(await faulty.Direct.GetImageMetasAsync(key.TenantId, key.StudyUid, seriesUid: null, Token)));
    }

    // Done a second time, it would find nothing and name no files: they would never be deleted.
    [Theory]
    [InlineData(ProxyCut.BeforeMessage)]
    [InlineData(ProxyCut.BeforeAnswer)]
    [InlineData(ProxyCut.AfterMessage)]
    public virtual async Task A_delete_whose_commit_is_cut_still_names_what_it_took_out(ProxyCut cut)
    {
        await using FaultyDb faulty = await fixture.CreateFaultyAsync(Token);
        await faulty.Db.SaveStoreListAsync([Samples.Store(Samples.Instance())], Token);
        Task wasCut = faulty.Proxy.CutAsync(faulty.CommitMarker, cut);

        RemovedInstance removed = Assert.Single(await faulty.Db.DeleteStudyAsync(Samples.TenantA, Samples.Uid(1), Token));

        Assert.True(wasCut.IsCompleted, "The commit was to be cut.");
        Assert.Equal(["objects/1.dcm"], removed.Locations);
        Assert.Empty(await faulty.Direct.DeleteStudyAsync(Samples.TenantA, Samples.Uid(1), Token));
    }

    // Done a second time, it would find its own lease and give nothing.
    [Theory]
    [InlineData(ProxyCut.BeforeMessage)]
    [InlineData(ProxyCut.BeforeAnswer)]
    [InlineData(ProxyCut.AfterMessage)]
    public virtual async Task A_lease_whose_commit_is_cut_is_given(ProxyCut cut)
    {
        await using FaultyDb faulty = await fixture.CreateFaultyAsync(Token);
        await faulty.Db.SaveStateInfoAsync(Samples.State(Samples.Series()), Token);
        Task wasCut = faulty.Proxy.CutAsync(faulty.CommitMarker, cut);
        JsonLeaseRequest request = new()
        {
            Owner = BoundedString<Max64>.Parse("w"), Now = Samples.Noon, Until = Samples.Noon.AddMinutes(1), EndTime = Samples.Noon,
        };

        Assert.Single(await faulty.Db.AcquireJsonLeasesAsync(request, Token));

        Assert.True(wasCut.IsCompleted, "The commit was to be cut.");
        Assert.Empty(await faulty.Direct.AcquireJsonLeasesAsync(request with { Owner = BoundedString<Max64>.Parse("other") }, Token));
    }

    [Fact]
    public virtual async Task A_connection_cut_within_a_transaction_is_replaced_and_the_work_done()
    {
        await using FaultyDb faulty = await fixture.CreateFaultyAsync(Token);
        await faulty.Db.CheckHealthAsync(Token);
        Task wasCut = faulty.Proxy.CutAsync("dicom_image_meta", ProxyCut.BeforeAnswer);

        await faulty.Db.SaveImageListAsync([Samples.Image(Samples.Instance())], Token);

        Assert.True(wasCut.IsCompleted, "A statement was to be cut.");
        Assert.NotNull(await faulty.Direct.GetImageMetaAsync(Samples.Instance(), Token));
    }

    [Fact]
    public virtual async Task Connections_that_died_while_idle_are_not_noticed_by_callers()
    {
        await using FaultyDb faulty = await fixture.CreateFaultyAsync(Token);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => faulty.Db.CheckHealthAsync(Token)));
        faulty.Proxy.CutAll();

        await faulty.Db.CheckHealthAsync(Token);
        Assert.Empty(await faulty.Db.GetStateMetasAsync(Samples.TenantA, Samples.Uid(1), Token));
    }

    [Fact]
    public virtual async Task A_server_that_is_gone_is_a_transient_error_and_one_that_is_back_is_used_at_once()
    {
        await using FaultyDb faulty = await fixture.CreateFaultyAsync(Token);
        await faulty.Db.SaveStateInfoAsync(Samples.State(Samples.Series()), Token);
        await faulty.Server.KillAsync();

        long start = Stopwatch.GetTimestamp();
        DicomStorageException error = await Assert.ThrowsAsync<DicomStorageException>(() => faulty.Db.SaveStateInfoAsync(Samples.State(Samples.Series(2)), Token));
        Assert.True(error.IsTransient, "A server can come back.");
        Assert.True(Stopwatch.GetElapsedTime(start) < s_bound, "The caller must not wait for it.");
        Assert.True((await Assert.ThrowsAsync<DicomStorageException>(() => faulty.Db.CheckHealthAsync(Token))).IsTransient);

        await faulty.Server.StartAsync();
        await faulty.Db.SaveStateInfoAsync(Samples.State(Samples.Series(2)), Token);
        Assert.Single(await faulty.Db.GetStateMetasAsync(Samples.TenantA, Samples.Uid(1), Token));
    }

    [Fact]
    public virtual async Task A_frozen_server_is_a_transient_error_within_the_time_limits()
    {
        await using FaultyDb faulty = await fixture.CreateFaultyAsync(Token);
        await faulty.Db.CheckHealthAsync(Token);
        faulty.Server.Freeze();
        try
        {
            // More callers than connections: those who get none fail as well, and in the same time.
            long start = Stopwatch.GetTimestamp();
            IEnumerable<Task> saves = Enumerable.Range(1, 8).Select(n => faulty.Db.SaveStateInfoAsync(Samples.State(Samples.Series(n)), Token));
            foreach (Task save in saves.ToList())
                Assert.True((await Assert.ThrowsAsync<DicomStorageException>(() => save)).IsTransient, "A server can thaw.");
            Assert.True(Stopwatch.GetElapsedTime(start) < s_bound, $"The callers waited {Stopwatch.GetElapsedTime(start)}.");
        }
        finally
        {
            faulty.Server.Thaw();
        }

        await faulty.Db.SaveStateInfoAsync(Samples.State(Samples.Series()), Token);
    }

    [Fact]
    public virtual async Task Killed_at_any_moment_it_has_every_batch_that_was_acknowledged_and_no_half_one()
    {
        const int rounds = 5, rows = 20;
        await using FaultyDb faulty = await fixture.CreateFaultyAsync(Token);
        List<int> acknowledged = [];
        int batch = 0;
        for (int round = 0; round < rounds; round++)
        {
            int enough = Acknowledged() + 12;
            using CancellationTokenSource killed = new();
            Task writers = Task.WhenAll(Enumerable.Range(0, 3).Select(_ => WriteUntilKilledAsync(killed.Token)));
            await Eventually.IsTrueAsync(() => Acknowledged() >= enough);
            await killed.CancelAsync(); // they end at the first failure from now on
            await faulty.Server.KillAsync();
            await writers;
            await faulty.Server.StartAsync();

            foreach (int study in Enumerable.Range(1, batch))
            {
                int saved = (await faulty.Direct.GetImageMetasAsync(Samples.TenantA, Samples.Uid(study), seriesUid: null, Token)).Count;
                Assert.True(saved is 0 or rows, $"Batch {study} has {saved} of {rows} rows.");
                Assert.True(saved == rows || !acknowledged.Contains(study), $"Batch {study} was acknowledged and is gone.");
            }
        }

        int Acknowledged()
        {
            lock (acknowledged)
                return acknowledged.Count;
        }

        async Task WriteUntilKilledAsync(CancellationToken killed)
        {
            while (true)
            {
                int study = Interlocked.Increment(ref batch);
                try
                {
                    await faulty.Db.SaveImageListAsync([.. Enumerable.Range(1, rows).Select(n => Samples.Image(Samples.Instance(study, 1, n)))], Token);
                    lock (acknowledged)
                        acknowledged.Add(study);
                }
                catch (DicomStorageException error)
                {
                    Assert.True(error.IsTransient, $"{error.Kind}: {error.Message}");
                    if (killed.IsCancellationRequested)
                        return;
                }
            }
        }
    }
}
