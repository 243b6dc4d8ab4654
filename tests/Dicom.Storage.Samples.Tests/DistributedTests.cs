using System.Collections.Concurrent;
using Dicom.Storage.Core;
using Dicom.Storage.DataSets;
using Dicom.Storage.Network;
using Dicom.Storage.PostgreSql;
using Dicom.Storage.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Dicom.Storage.Samples.Tests;

/// <summary>The Distributed sample as processes of its own, on a real PostgreSQL and a real Kafka.</summary>
public sealed class DistributedTests : IDisposable
{
    private const int ObjectsEach = 150;

    private readonly TemporaryDirectory _directory = new();
    private readonly ConcurrentBag<string> _acknowledged = [];

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Two_receivers_and_two_indexers_share_the_work_and_when_one_of_each_is_killed_nothing_is_lost()
    {
        await using PostgreSqlServer postgres = PostgreSqlServer.Create();
        await using KafkaCluster kafka = await KafkaCluster.RequireAsync();
        await postgres.StartAsync();
        string[] common =
        [
            $"--DicomStorage:Kafka:BootstrapServers={kafka.BootstrapServers}", "--DicomStorage:Kafka:SessionTimeout=00:00:06", "--DicomStorage:Kafka:Partitions=4",
            $"--DicomStorage:PostgreSql:ConnectionString={postgres.ConnectionString("postgres")}", $"--DicomStorage:FileSystem:Root={_directory["objects"]}",
        ];
        using SampleProcess staying = Receiver("1", common);
        SampleProcess doomed = Receiver("2", common);
        using SampleProcess indexer = Start("indexer", common);
        SampleProcess doomedIndexer = Start("indexer", common);
        using SampleProcess worker = Start("worker", [.. common, "--Worker:Quiet=00:00:01", $"--Worker:Folder={_directory["json"]}"]);
        foreach (SampleProcess one in (SampleProcess[])[indexer, doomedIndexer, worker])
            await one.ExpectAsync("(at work)");

        Task sending = SendAsync(await staying.PortAsync(), 0, _ => { });
        await SendAsync(await doomed.PortAsync(), 1, stored =>
        {
            if (stored == ObjectsEach / 3)
                doomedIndexer.Dispose(); // SIGKILL
            if (stored == ObjectsEach / 2)
                doomed.Dispose();
        });
        await sending;
        using SampleProcess again = Receiver("2", common); // its spool has what it had acknowledged and not yet told
        await again.PortAsync();

        string[] lost = await UnindexedAsync(postgres.ConnectionString("postgres"));
        Assert.Empty(lost);
        Assert.True(_acknowledged.Count >= ObjectsEach + (ObjectsEach / 2));
        Assert.Empty(_acknowledged.Except(Directory.EnumerateFiles(_directory["objects"], "*.dcm", SearchOption.AllDirectories).Select(Path.GetFileNameWithoutExtension))!);
        await worker.ExpectAsync("(Document of a series)");
        Assert.NotEmpty(Directory.GetFiles(_directory["json"], "*.json", SearchOption.AllDirectories));

        (int status, string output) = await SampleProcess.RunAsync(SampleProcess.PathOf("Distributed"), _directory.FullPath, ["replay", .. common]);
        Assert.True(status == 0, output);
        Assert.Contains("0 dead letters put back, 0 stored objects told of again", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_verb_is_answered_with_the_known_ones()
    {
        (int status, string output) = await SampleProcess.RunAsync(SampleProcess.PathOf("Distributed"), _directory.FullPath, "sender");
        Assert.Equal((2, true), (status, output.Contains("receiver|indexer|worker|replay", StringComparison.Ordinal)));
    }

    private SampleProcess Receiver(string number, string[] common) => Start(
        "receiver",
        [.. common, "--DicomStorage:Scp:Port=0", "--DicomStorage:Scp:Address=127.0.0.1", "--DicomStorage:Spool:MinFreeBytes=0", $"--DicomStorage:Spool:Path={_directory["spool" + number]}"]);

    private SampleProcess Start(string verb, string[] arguments) => SampleProcess.Start(SampleProcess.PathOf("Distributed"), _directory.FullPath, [verb, .. arguments]);

    private async Task SendAsync(int port, int sender, Action<int> onStored)
    {
        DicomUid sopClass = DicomUid.Parse(SyntheticObject.SopClass), syntax = DicomUid.Parse(SyntheticObject.TransferSyntax);
        DicomAssociationOptions options = new() { CallingAe = AeTitle.Parse("SENDER"), CalledAe = AeTitle.Parse("STORE-SCP") };
        options.AddContext(sopClass, syntax);
        try
        {
            await using DicomAssociation association = await DicomClient.ConnectAsync("127.0.0.1", port, options);
            for (int i = 1; i <= ObjectsEach; i++)
            {
                SyntheticObject item = SyntheticObject.Create((sender * 10_000) + i, 1 + (i % 5), 2_000);
                using DicomStoreSource source = DicomStoreSource.FromMemory(item.DataSet, sopClass, DicomUid.Parse(item.SopUid), syntax);
                if (!(await association.StoreAsync(source)).Status.IsStored)
                    break;
                _acknowledged.Add(item.SopUid);
                onStored(i);
            }
        }
        catch (Exception exception) when (exception is IOException or DicomProtocolException or OperationCanceledException or InvalidOperationException)
        {
            // The receiver was killed: what was not answered is not acknowledged.
        }
    }

    // What is not in the index after a while, of what was acknowledged.
    private async Task<string[]> UnindexedAsync(string connectionString)
    {
        await using PostgreSqlDbProvider database = new(
            Options.Create(new PostgreSqlDicomStorageOptions { ConnectionString = connectionString }), TimeProvider.System, NullLogger<PostgreSqlDbProvider>.Instance);
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(60));
        using PeriodicTimer timer = new(TimeSpan.FromMilliseconds(200));
        while (true)
        {
            QueryPage<DicomImageMeta> page = await database.QueryInstancesAsync(new MetaQuery { TenantId = TenantId.Fallback, Limit = 1_000 }, CancellationToken.None);
            string[] missing = [.. _acknowledged.Except(page.Items.Select(image => image.SopUid.Value))];
            if (missing.Length == 0 || patience.IsCancellationRequested)
                return missing;
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }
}
