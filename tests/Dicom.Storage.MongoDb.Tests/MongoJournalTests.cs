using Dicom.Storage.Core;
using Dicom.Storage.Specification;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Dicom.Storage.MongoDb.Tests;

public sealed class MongoJournalTests
{
    private static readonly TimeSpan s_soon = TimeSpan.FromMilliseconds(500);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData((int)JournalStep.BeforeEntries, false)]
    [InlineData((int)JournalStep.BeforeDecision, false)]
    [InlineData((int)JournalStep.AfterDecision, true)]
    [InlineData((int)JournalStep.AfterEntry, true)]
    public async Task A_turn_whose_writer_falls_silent_is_ended_by_the_next_reader_as_it_was_decided(int step, bool committed)
    {
        await using JournalFixture fixture = await JournalFixture.StartAsync();
        MongoDbProvider other = fixture.Open(journalTimeout: s_soon);
        await other.EnsureSchemaAsync(Token);
        MongoDbProvider silent = fixture.Open(time: new StoppedTime());
        (TaskCompletionSource reached, TaskCompletionSource resume) = (new(), new());
        silent.Sessions.Journal.OnStep = async at =>
        {
            if ((int)at == step && reached.TrySetResult())
                await resume.Task;
        };

        Task save = silent.SaveIngestBatchAsync(JournalFixture.Batch(1), Token);
        await reached.Task;
        // A write ends the silent turn before it takes its own; reads that find nothing being carried out do not wait.
        await other.SaveImageListAsync([Samples.Image(Samples.Instance(study: 2))], Token);
        Assert.Equal(committed ? 40 : 0, await JournalFixture.CountAsync(other, 1, Token));

        // The writer comes to itself: what was decided without it stands, and a save that was not made is made now.
        resume.SetResult();
        await save;
        Assert.Equal(40, await JournalFixture.CountAsync(other, 1, Token));
        Assert.Equal(40, Assert.Single(await other.GetStateMetasAsync(Samples.TenantA, Samples.Uid(1), Token)).SeriesRelatedInstances);
        Assert.Equal(1, await JournalFixture.CountAsync(other, 2, Token));
    }

    [Fact]
    public async Task A_reader_waits_for_what_is_decided_and_sees_the_whole_of_it()
    {
        await using JournalFixture fixture = await JournalFixture.StartAsync();
        MongoDbProvider writer = fixture.Open(), reader = fixture.Open();
        await writer.EnsureSchemaAsync(Token);
        (TaskCompletionSource reached, TaskCompletionSource resume) = (new(), new());
        writer.Sessions.Journal.OnStep = async at =>
        {
            if (at == JournalStep.AfterEntry && reached.TrySetResult())
                await resume.Task;
        };

        Task save = writer.SaveIngestBatchAsync(JournalFixture.Batch(1), Token);
        await reached.Task;
        Task<int> count = JournalFixture.CountAsync(reader, 1, Token);
        Assert.False(count.IsCompleted);
        resume.SetResult();

        Assert.Equal(40, await count);
        await save;
    }

    [Fact]
    public async Task A_cut_at_any_command_saves_all_or_nothing_and_success_means_all()
    {
        await using JournalFixture fixture = await JournalFixture.StartAsync();
        await using WireProxy proxy = new(fixture.Server.Port);
        MongoDbProvider sound = fixture.Open(journalTimeout: s_soon);
        await sound.EnsureSchemaAsync(Token);
        int study = 0;
        foreach (Cut cut in (Cut[])[Cut.BeforeCommand, Cut.BeforeAnswer])
        {
            // Where the save needs fewer commands than this, the last rounds go without a cut.
            for (int at = 1; at <= 20; at++)
            {
                MongoDbProvider db = fixture.Open(proxy.ConnectionString, journalTimeout: s_soon);
                await db.CheckHealthAsync(Token);
                int command = 0;
                proxy.OnCommand = _ => ++command == at ? cut : Cut.None;

                await db.SaveIngestBatchAsync(JournalFixture.Batch(++study, objects: 5), Token);

                proxy.OnCommand = static _ => Cut.None;
                Assert.Equal(5, await JournalFixture.CountAsync(sound, study, Token));
                Assert.Equal(5, Assert.Single(await sound.GetStateMetasAsync(Samples.TenantA, Samples.Uid(study), Token)).SeriesRelatedInstances);
            }
        }
    }

    [Fact]
    public async Task A_decision_whose_answer_is_lost_for_good_is_an_unknown_outcome_and_stays_whole()
    {
        await using JournalFixture fixture = await JournalFixture.StartAsync();
        await using WireProxy proxy = new(fixture.Server.Port);
        MongoDbProvider sound = fixture.Open(journalTimeout: s_soon);
        await sound.EnsureSchemaAsync(Token);
        MongoDbProvider db = fixture.Open(proxy.ConnectionString, retryTimeout: s_soon);
        await db.CheckHealthAsync(Token);
        bool decided = false;
        proxy.OnCommand = command =>
        {
            Cut cut = decided ? Cut.BeforeCommand : Cut.None;
            if (!decided && command[0] == MongoNames.Journal && command.TryGetValue("documents", out BsonValue documents)
                && documents[0]["kind"] == TurnDocuments.Decision)
            {
                (decided, cut) = (true, Cut.BeforeAnswer);
            }

            return cut;
        };

        DicomStorageException error = await Assert.ThrowsAsync<DicomStorageException>(() => db.SaveIngestBatchAsync(JournalFixture.Batch(1), Token));

        Assert.Equal((StorageErrorKind.TransactionFailed, true), (error.Kind, error.IsTransient));
        Assert.Equal(40, await JournalFixture.CountAsync(sound, 1, Token));
    }

    [Fact]
    public async Task What_is_decided_and_cannot_be_carried_out_is_saved_and_carried_out_by_the_next()
    {
        await using JournalFixture fixture = await JournalFixture.StartAsync();
        await using WireProxy proxy = new(fixture.Server.Port);
        MongoDbProvider sound = fixture.Open(journalTimeout: s_soon);
        await sound.EnsureSchemaAsync(Token);
        MongoDbProvider db = fixture.Open(proxy.ConnectionString, retryTimeout: s_soon);
        await db.CheckHealthAsync(Token);
        proxy.OnCommand = static command => command[0] == "dicom_image_meta" && command.Contains("insert") ? Cut.BeforeCommand : Cut.None;

        await db.SaveIngestBatchAsync(JournalFixture.Batch(1), Token);

        Assert.Equal(40, await JournalFixture.CountAsync(sound, 1, Token));
        Assert.Equal(40, Assert.Single(await sound.GetStateMetasAsync(Samples.TenantA, Samples.Uid(1), Token)).SeriesRelatedInstances);
    }

    [Fact]
    public async Task Turns_leave_nothing_behind_that_grows()
    {
        await using JournalFixture fixture = await JournalFixture.StartAsync();
        MongoDbProvider db = fixture.Open();
        await db.EnsureSchemaAsync(Token);
        for (int n = 1; n <= 40; n++)
            await db.SaveImageListAsync([Samples.Image(Samples.Instance(instance: n))], Token);

        IMongoDatabase database = db.Sessions.Connection.Database;
        Assert.InRange(await database.GetCollection<BsonDocument>(MongoNames.Journal).CountDocumentsAsync("{}", null, Token), 1, 30);
        Assert.InRange(await database.GetCollection<BsonDocument>(MongoNames.JournalEntry).CountDocumentsAsync("{}", null, Token), 0, 30);
    }

    [Fact]
    public async Task Of_many_processes_one_at_a_time_has_a_turn()
    {
        await using JournalFixture fixture = await JournalFixture.StartAsync();
        MongoDbProvider[] processes = [.. Enumerable.Range(0, 6).Select(_ => fixture.Open())];
        await processes[0].EnsureSchemaAsync(Token);
        int inside = 0, most = 0;
        async Task<int> WorkAsync(CancellationToken token)
        {
            most = Math.Max(most, Interlocked.Increment(ref inside));
            await processes[0].CheckHealthAsync(token);
            return Interlocked.Decrement(ref inside);
        }

        await Task.WhenAll(Enumerable.Range(0, 60).Select(n => processes[n % 6].Sessions.Journal.AloneAsync(WorkAsync, Token)));
        Assert.Equal(1, most);
    }

    // Timers never fire: who goes by this time shows no sign of life. Pauses end at once.
    private sealed class StoppedTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            period == Timeout.InfiniteTimeSpan ? System.CreateTimer(callback, state, TimeSpan.Zero, period) : new NoTimer();

        private sealed class NoTimer : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
