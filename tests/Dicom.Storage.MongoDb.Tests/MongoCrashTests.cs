using Dicom.Storage.Core;
using Dicom.Storage.Specification;

namespace Dicom.Storage.MongoDb.Tests;

public sealed class MongoCrashTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData((int)JournalStep.BeforeEntries)]
    [InlineData((int)JournalStep.BeforeDecision)]
    [InlineData((int)JournalStep.AfterDecision)]
    [InlineData((int)JournalStep.AfterEntry)]
    public async Task A_server_killed_in_the_midst_of_a_batch_and_started_again_has_all_of_it(int step)
    {
        await using JournalFixture fixture = await JournalFixture.StartAsync();
        MongoDbProvider db = fixture.Open();
        await db.EnsureSchemaAsync(Token);
        int kills = 0;
        db.Sessions.Journal.OnStep = async at =>
        {
            if ((int)at != step || Interlocked.Increment(ref kills) > 1)
                return;
            await fixture.Server.KillAsync();
            await fixture.Server.StartAsync();
        };

        await db.SaveIngestBatchAsync(JournalFixture.Batch(1), Token);

        Assert.True(kills > 0);
        Assert.Equal(40, await JournalFixture.CountAsync(db, 1, Token));
        Assert.Equal(40, Assert.Single(await db.GetStateMetasAsync(Samples.TenantA, Samples.Uid(1), Token)).SeriesRelatedInstances);
    }

    [Fact]
    public async Task A_server_that_stays_away_is_a_transient_failure_within_its_time_and_serves_again_when_it_is_back()
    {
        await using JournalFixture fixture = await JournalFixture.StartAsync();
        MongoDbProvider db = fixture.Open(fixture.Server.ConnectionString + "?serverSelectionTimeoutMS=500", retryTimeout: TimeSpan.FromSeconds(1));
        await db.EnsureSchemaAsync(Token);
        await fixture.Server.KillAsync();

        DicomStorageException write = await Assert.ThrowsAsync<DicomStorageException>(() => db.SaveIngestBatchAsync(JournalFixture.Batch(1), Token));
        DicomStorageException read = await Assert.ThrowsAsync<DicomStorageException>(() => db.GetStateMetasAsync(Samples.TenantA, Samples.Uid(1), Token));
        DicomStorageException health = await Assert.ThrowsAsync<DicomStorageException>(() => db.CheckHealthAsync(Token));
        Assert.All([write, read, health], error => Assert.True(error.IsTransient));

        await fixture.Server.StartAsync();
        await db.CheckHealthAsync(Token);
        await db.SaveIngestBatchAsync(JournalFixture.Batch(1), Token);
        Assert.Equal(40, await JournalFixture.CountAsync(db, 1, Token));
    }

    // Kills fall where they fall: between commands, within one, in the midst of SQLite's own commit.
    [Fact]
    public async Task Under_kills_at_any_moment_every_batch_is_whole_and_none_that_was_acknowledged_is_lost()
    {
        await using JournalFixture fixture = await JournalFixture.StartAsync();
        MongoDbProvider db = fixture.Open(fixture.Server.ConnectionString + "?serverSelectionTimeoutMS=2000");
        await db.EnsureSchemaAsync(Token);
        HashSet<int> saved = [];
        int study = 0;
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        Task writer = WriteAsync();
        for (int kill = 0; kill < 8; kill++)
        {
            int before = Volatile.Read(ref study);
            using PeriodicTimer tick = new(TimeSpan.FromMilliseconds(7));
            while (Volatile.Read(ref study) < before + 2)
                await tick.WaitForNextTickAsync(Token);
            await fixture.Server.KillAsync();
            await fixture.Server.StartAsync();
        }

        await stop.CancelAsync();
        await writer;
        for (int n = 1; n <= study; n++)
        {
            int rows = await JournalFixture.CountAsync(db, n, Token);
            Assert.True(saved.Contains(n) ? rows == 40 : rows is 0 or 40, $"Study {n} has {rows} objects.");
        }

        async Task WriteAsync()
        {
            while (!stop.IsCancellationRequested)
            {
                int n = Interlocked.Increment(ref study);
                try
                {
                    await db.SaveIngestBatchAsync(JournalFixture.Batch(n), stop.Token);
                    saved.Add(n);
                }
                catch (Exception error) when (error is OperationCanceledException or DicomStorageException { IsTransient: true })
                {
                    // Not acknowledged: there or not, but not in part.
                }
            }
        }
    }
}
