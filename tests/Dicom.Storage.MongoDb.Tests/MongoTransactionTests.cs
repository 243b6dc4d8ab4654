using Dicom.Storage.Core;
using Dicom.Storage.Specification;
using MongoDB.Bson;

namespace Dicom.Storage.MongoDb.Tests;

/// <summary>What is sent to a server that has transactions, and what is made of its answers; the server is a stand-in.</summary>
public sealed class MongoTransactionTests : IAsyncLifetime
{
    private JournalFixture _fixture = null!;
    private ReplicaSetStandIn _standIn = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _fixture = await JournalFixture.StartAsync();
        _standIn = new ReplicaSetStandIn(_fixture.Server.Port);
    }

    public async ValueTask DisposeAsync()
    {
        if (_standIn is not null)
            await _standIn.DisposeAsync();
        if (_fixture is not null)
            await _fixture.DisposeAsync();
    }

    [Fact]
    public async Task A_batch_is_one_transaction_committed_by_majority_and_journal()
    {
        MongoDbProvider db = await OpenAsync();
        _standIn.Commands.Clear();

        await db.SaveIngestBatchAsync(JournalFixture.Batch(1), Token);

        Assert.All(_standIn.Commands, command => Assert.True(command.Contains("autocommit"), command.ToString()));
        Assert.Single(_standIn.Commands.Select(command => command["txnNumber"]).Distinct());
        BsonDocument commit = Assert.Single(_standIn.Commands, command => command.Contains("commitTransaction"));
        Assert.Equal("majority", commit["writeConcern"]["w"]);
        Assert.True(commit["writeConcern"]["j"].AsBoolean);
        Assert.Equal("snapshot", _standIn.Commands[0]["readConcern"]["level"]);
    }

    [Fact]
    public async Task Rows_go_to_the_server_in_one_command_a_collection()
    {
        MongoDbProvider db = await OpenAsync();
        _standIn.Commands.Clear();

        await db.SaveIngestBatchAsync(JournalFixture.Batch(1), Token);

        BsonDocument images = Assert.Single(_standIn.Commands, command => command.Contains("update") && command["update"] == "dicom_image_meta");
        Assert.Equal(40, images["updates"].AsBsonArray.Count);
        BsonDocument update = images["updates"][0]["u"].AsBsonDocument;
        Assert.Equal(["$set", "$setOnInsert", "$max"], update.Names);
        Assert.Contains("created_time", update["$setOnInsert"].AsBsonDocument.Names);
        Assert.Equal(["updated_time"], update["$max"].AsBsonDocument.Names);
    }

    [Fact]
    public async Task Saves_of_one_study_write_one_document_first_so_that_one_of_two_conflicts()
    {
        MongoDbProvider db = await OpenAsync();
        _standIn.Commands.Clear();

        await db.SaveImageListAsync([Samples.Image(Samples.Instance())], Token);

        BsonDocument first = _standIn.Commands[0];
        Assert.Equal("dicom_study_head", first["update"]);
        Assert.Equal($"{Samples.TenantA.Value}|{Samples.Uid(1).Value}", first["updates"][0]["q"]["_id"]);
        Assert.Contains("revision", first["updates"][0]["u"]["$set"].AsBsonDocument.Names);
    }

    [Fact]
    public async Task A_conflict_is_tried_again_whole()
    {
        MongoDbProvider db = await OpenAsync();
        int conflicts = 0;
        _standIn.IsConflict = command => command.Contains("update") && command["update"] == "dicom_image_meta" && conflicts++ < 3;

        await db.SaveIngestBatchAsync(JournalFixture.Batch(1), Token);

        Assert.Equal(4, conflicts);
        Assert.Equal(40, await JournalFixture.CountAsync(db, 1, Token));
        Assert.Equal(40, Assert.Single(await db.GetStateMetasAsync(Samples.TenantA, Samples.Uid(1), Token)).SeriesRelatedInstances);
    }

    [Fact]
    public async Task A_conflict_without_end_is_a_transient_failure_of_the_transaction_that_saves_nothing()
    {
        MongoDbProvider db = await OpenAsync(TimeSpan.FromMilliseconds(200));
        _standIn.IsConflict = static command => command.Contains("update") && command["update"] == "dicom_image_meta";

        DicomStorageException error = await Assert.ThrowsAsync<DicomStorageException>(() => db.SaveIngestBatchAsync(JournalFixture.Batch(1), Token));

        Assert.Equal((StorageErrorKind.TransactionFailed, true), (error.Kind, error.IsTransient));
        Assert.Empty(await db.GetStateMetasAsync(Samples.TenantA, Samples.Uid(1), Token));
    }

    [Fact]
    public async Task A_commit_whose_answer_is_lost_is_asked_for_again_and_made_once()
    {
        MongoDbProvider db = await OpenAsync();
        int commits = 0;
        _standIn.OnCommand = command => command.Contains("commitTransaction") && ++commits <= 3 ? Cut.BeforeAnswer : Cut.None;

        IReadOnlyList<RemovedInstance> removed = await SaveAndDeleteAsync(db);

        // A delete that was run a second time would have found nothing, and its files would lie about for ever.
        Assert.Equal(40, removed.Count);
        Assert.True(commits > 3);
    }

    [Fact]
    public async Task A_commit_that_the_server_no_longer_knows_is_found_by_its_token()
    {
        MongoDbProvider db = await OpenAsync();
        await db.SaveIngestBatchAsync(JournalFixture.Batch(1), Token);
        int commits = 0;
        _standIn.OnCommand = command => command.Contains("commitTransaction") && ++commits == 1 ? Cut.BeforeAnswer : Cut.None;
        _standIn.ForgetsCommits = true;

        IReadOnlyList<RemovedInstance> removed = await db.DeleteStudyAsync(Samples.TenantA, Samples.Uid(1), Token);

        Assert.Equal(40, removed.Count);
        Assert.Equal(0, await JournalFixture.CountAsync(db, 1, Token));
    }

    [Fact]
    public async Task Cut_at_any_command_a_save_is_made_once_and_whole()
    {
        MongoDbProvider db = await OpenAsync();
        int study = 0;
        foreach (Cut cut in (Cut[])[Cut.BeforeCommand, Cut.BeforeAnswer])
        {
            for (int at = 1; at <= 14; at++)
            {
                int command = 0;
                _standIn.OnCommand = sent => !sent.Contains("abortTransaction") && ++command == at ? cut : Cut.None;
                await db.SaveIngestBatchAsync(JournalFixture.Batch(++study, objects: 5), Token);
                _standIn.OnCommand = static _ => Cut.None;
                Assert.Equal(5, await JournalFixture.CountAsync(db, study, Token));
            }
        }
    }

    [Fact]
    public async Task A_server_that_says_it_is_a_replica_set_and_undoes_nothing_is_worked_with_by_turns()
    {
        await using Pretender pretender = new(_fixture.Server.Port);
        MongoDbProvider db = _fixture.Open(pretender.ConnectionString);
        await db.EnsureSchemaAsync(Token);

        Assert.False(db.Sessions.Connection.HasTransactions);
        await db.SaveIngestBatchAsync(JournalFixture.Batch(1), Token);
        Assert.Equal(40, await JournalFixture.CountAsync(db, 1, Token));
    }

    // The real thing, where there is one: two transactions that count one series at the same time.
    [Fact]
    public async Task On_a_replica_set_writers_of_one_series_conflict_and_are_all_counted()
    {
        MongoDbDicomStorageOptions options = new() { ConnectionString = await MongoTestServer.RequireReplicaSetAsync(), Database = $"test_replica_{Environment.ProcessId}" };
        await using MongoDbProvider one = new(options, TimeProvider.System), two = new(options, TimeProvider.System);
        await one.EnsureSchemaAsync(Token);
        Assert.SkipUnless(one.Sessions.Connection.HasTransactions, $"{MongoTestServer.Variable} names a server without transactions; a replica set is needed.");
        try
        {
            await Task.WhenAll(Enumerable.Range(1, 40).Select(n => (n % 2 == 0 ? one : two).SaveIngestBatchAsync(
                new IngestBatch([], [Samples.State(Samples.Series())], [Samples.Image(Samples.Instance(instance: n))]), Token)));
            Assert.Equal(40, Assert.Single(await one.GetStateMetasAsync(Samples.TenantA, Samples.Uid(1), Token)).SeriesRelatedInstances);
        }
        finally
        {
            await one.Sessions.Connection.Client.DropDatabaseAsync(options.Database, Token);
        }
    }

    private async Task<MongoDbProvider> OpenAsync(TimeSpan? retryTimeout = null)
    {
        MongoDbProvider db = _fixture.Open(_standIn.ConnectionString, retryTimeout: retryTimeout);
        await db.EnsureSchemaAsync(Token);
        Assert.True(db.Sessions.Connection.HasTransactions);
        return db;
    }

    private static async Task<IReadOnlyList<RemovedInstance>> SaveAndDeleteAsync(MongoDbProvider db)
    {
        await db.SaveIngestBatchAsync(JournalFixture.Batch(1), Token);
        Assert.Equal(40, await JournalFixture.CountAsync(db, 1, Token));
        return await db.DeleteStudyAsync(Samples.TenantA, Samples.Uid(1), Token);
    }
}
