using System.Diagnostics;
using System.Net;
using Dicom.Storage.Core;
using Dicom.Storage.DataSets;
using Dicom.Storage.Network;
using Dicom.Storage.Scp;
using Dicom.Storage.Sqlite;
using Dicom.Storage.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dicom.Storage.BusBenchmark;

/// <summary>One object after the other: the time from its C-STORE response (Durable) until its row can be read.</summary>
internal static class Latency
{
    private const int WarmUp = 50;
    private static readonly DicomUid s_sopClass = DicomUid.Parse(SyntheticObject.SopClass);
    private static readonly DicomUid s_syntax = DicomUid.Parse(SyntheticObject.TransferSyntax);

    public static async Task RunAsync(string name, string? servers, bool consumers, int count)
    {
        using TemporaryDirectory folder = new();
        await using TestKafka bus = new(servers);
        await using SqliteDbProvider database = new(new SqliteDicomStorageOptions { Path = folder["index.db"] }, TimeProvider.System);
        FileSystemInstanceStore store = new(new FileSystemInstanceStoreOptions { Root = folder["objects"] });
        await using StorageScpServer server = StorageScp.CreateBuilder()
            .ConfigureStorage(o =>
            {
                o.Root = folder.FullPath;
                o.Ingest.Indexing = consumers ? IndexingPlace.Consumers : IndexingPlace.Pipeline;
            })
            .Configure(o => (o.Address, o.Port) = ("127.0.0.1", 0))
            .UseStore(store).UseDatabase(database).UsePublisher(bus.Publisher).Build();
        await using StorageIndexer indexer = new(bus.Source, bus.Publisher, store, database, new IndexerOptions(), NullLogger<StorageIndexer>.Instance);
        await database.EnsureSchemaAsync(CancellationToken.None);
        if (consumers)
            await indexer.StartAsync(CancellationToken.None);
        await server.StartAsync();

        List<double> milliseconds = await MeasureAsync(((IPEndPoint)server.Scp.EndPoint!).Port, database, count);
        milliseconds.Sort();
        Console.WriteLine($"{name}: row visible after {milliseconds[count / 2]:F1} ms (median), {milliseconds[count * 99 / 100]:F1} ms (p99)");
        await server.StopAsync();
    }

    private static async Task<List<double>> MeasureAsync(int port, SqliteDbProvider database, int count)
    {
        DicomAssociationOptions options = new() { CallingAe = AeTitle.Parse("BENCH"), CalledAe = AeTitle.Parse("STORE-SCP") };
        options.AddContext(s_sopClass, s_syntax);
        await using DicomAssociation association = await DicomClient.ConnectAsync("127.0.0.1", port, options);
        List<double> milliseconds = [];
        for (int i = 1; i <= count + WarmUp; i++)
        {
            SyntheticObject item = SyntheticObject.Create(i, i % 10, 100_000);
            using DicomStoreSource source = DicomStoreSource.FromMemory(item.DataSet, s_sopClass, DicomUid.Parse(item.SopUid), s_syntax);
            if (!(await association.StoreAsync(source)).Status.IsStored)
                throw new InvalidOperationException("An object was refused.");
            long begin = Stopwatch.GetTimestamp();
            InstanceKey key = new(TenantId.Fallback, DicomUid.Parse(item.StudyUid), DicomUid.Parse(item.SeriesUid), DicomUid.Parse(item.SopUid));
            while ((await database.GetImageMetasAsync(key.TenantId, key.StudyUid, key.SeriesUid, CancellationToken.None)).All(image => image.SopUid != key.SopUid))
                await Task.Yield();
            if (i > WarmUp)
                milliseconds.Add(Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
        }

        return milliseconds;
    }
}
