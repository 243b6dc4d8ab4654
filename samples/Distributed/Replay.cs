using Dicom.Storage.Core;
using Dicom.Storage.Kafka;
using Microsoft.Extensions.DependencyInjection;

namespace Dicom.Storage.Distributed;

/// <summary>Has done again what was set aside or lost.</summary>
internal static class Replay
{
    public static async Task<int> RunAsync(IServiceProvider services)
    {
        using CancellationTokenSource stop = new();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            stop.Cancel();
        };
        IDbProvider database = services.GetRequiredService<IDbProvider>();
        await database.EnsureSchemaAsync(stop.Token);
        long letters = await services.GetRequiredService<KafkaReplay>().DeadLettersAsync(StorageTopic.Storage, stop.Token);
        StoreReplay store = new(services.GetRequiredService<IInstanceStore>(), database, services.GetRequiredService<IMessagePublisher>(), TimeProvider.System);
        long objects = await store.RunAsync(StoreReplay.FirstSegment, stop.Token);
        Console.WriteLine($"{letters} dead letters put back, {objects} stored objects told of again");
        return 0;
    }
}
