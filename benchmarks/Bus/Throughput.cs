using System.Diagnostics;
using Dicom.Storage.Core;
using Dicom.Storage.DataSets;

namespace Dicom.Storage.BusBenchmark;

/// <summary>Receipts in batches of 256 from two publishers, as two partitions of the pipeline do, to a subscriber that does nothing.</summary>
internal static class Throughput
{
    private const int Batch = 256;
    private const int Publishers = 2;

    public static async Task RunAsync(string name, string? servers, int count)
    {
        await using TestKafka bus = new(servers);
        int consumed = 0;
        TaskCompletionSource all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        ValueTask Take(IReadOnlyList<StorageEvent> events, CancellationToken cancellationToken)
        {
            if (Interlocked.Add(ref consumed, events.Count) >= count + Batch)
                all.TrySetResult();
            return ValueTask.CompletedTask;
        }

        StorageEvent[] events = [.. Enumerable.Range(0, count + Batch).Select(Event)];
        await using IAsyncDisposable subscription = await bus.Source.SubscribeAsync(StorageTopic.Storage, "bench", Take, CancellationToken.None);
        await bus.Publisher.PublishAsync(events[..Batch], CancellationToken.None); // connects
        long begin = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Publishers).Select(async publisher =>
        {
            foreach (StorageEvent[] batch in events[Batch..].Chunk(Batch).Where((_, i) => i % Publishers == publisher))
                await bus.Publisher.PublishAsync(batch, CancellationToken.None);
        }));
        TimeSpan published = Stopwatch.GetElapsedTime(begin);
        await all.Task;
        Console.WriteLine($"{name}: {count / published.TotalSeconds:N0} events/s confirmed, {count / Stopwatch.GetElapsedTime(begin).TotalSeconds:N0} events/s published and consumed");
    }

    private static StorageEvent Event(int number)
    {
        DicomUid study = DicomUid.Parse($"1.2.826.0.1.{number % 50}"), sop = DicomUid.Parse($"1.2.826.0.1.{number % 50}.1.{number}"), syntax = DicomUid.Parse("1.2.840.10008.1.2.1");
        DicomStoreMeta store = new()
        {
            TraceId = TraceId.New(TimeProvider.System), WorkerNodeId = BoundedString<Max64>.Parse(InstanceReceipt.StoreScpNode), TenantId = TenantId.Fallback,
            PatientId = BoundedString<Max64>.Parse("P1"), StudyUid = study, SeriesUid = study, SopUid = sop, FileSize = 527_000,
            FilePath = BoundedString<Max512>.Parse($"1234567890/20240506/{study.Value}/{study.Value}/{sop.Value}.dcm"), TransferSyntaxUid = syntax,
            CreatedTime = TimeProvider.System.GetUtcNow(), SeriesUidHash = UidHash.Of(study), StudyUidHash = UidHash.Of(study), TargetTs = syntax,
            SourceIp = BoundedString<Max64>.Parse("10.0.0.7"), SourceAe = BoundedString<Max64>.Parse("CT1"),
        };
        return new StorageEvent(StorageTopic.Storage, store.TraceId, store.TenantId, store.StudyUid, store);
    }
}
