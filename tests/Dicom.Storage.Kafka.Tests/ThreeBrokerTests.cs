using Dicom.Storage.Core;
using Dicom.Storage.Testing;

namespace Dicom.Storage.Kafka.Tests;

/// <summary>Three real brokers: their death under load loses nothing and keeps the order of each study.</summary>
public sealed class ThreeBrokerTests
{
    private const int Studies = 7;

    [Fact]
    public async Task The_death_of_each_leader_and_of_all_brokers_under_load_loses_nothing_and_keeps_the_order_of_a_study()
    {
        await using KafkaCluster cluster = await KafkaCluster.RequireAsync(nodes: 3);
        await using TestBus bus = new(cluster.BootstrapServers, options =>
        {
            options.Partitions = 6;
            options.ReplicationFactor = 3;
        });
        await using KafkaNode node = new(bus);
        await node.Database.EnsureSchemaAsync(CancellationToken.None);
        await using StorageIndexer first = await node.IndexAsync();
        await using TestBus other = bus.Another();
        await using StorageIndexer second = await node.IndexAsync(other);
        int sent = await ReceiveAsync(node, 0, 60);
        await node.IndexedAsync(60);

        for (int broker = 1; broker <= 2; broker++) // each leads some partitions; the others elect
        {
            sent = await ReceiveAsync(node, sent, 60);
            await cluster.KillAsync(broker);
            sent = await ReceiveAsync(node, sent, 60);
            await node.DrainedAsync();
            await cluster.StartAsync(broker);
        }

        sent = await ReceiveAsync(node, sent, 60);
        await cluster.KillAllAsync();
        sent = await ReceiveAsync(node, sent, 60); // acknowledged all the same
        await cluster.StartAllAsync();

        await node.DrainedAsync();
        await node.IndexedAsync(sent);
        Assert.Equal(sent, await node.CountAsync());
        await AssertOrderAsync(bus, sent);
    }

    private static async Task<int> ReceiveAsync(KafkaNode node, int from, int count)
    {
        for (int i = from + 1; i <= from + count; i++)
            await node.ReceiveAsync(i, i % Studies);
        return from + count;
    }

    // Trace ids grow with the moment of receipt: the first time each was written, in the order of the partition, is the order of receipt.
    private static async Task AssertOrderAsync(TestBus bus, int sent)
    {
        IReadOnlyList<KafkaRecord> written = await bus.ReadAsync(bus.Options.StorageTopicName, records => records.Select(IdOf).Distinct().Count() == sent);
        foreach (IGrouping<string, KafkaRecord> study in written.GroupBy(record => System.Text.Encoding.UTF8.GetString(record.Message.Key!)))
        {
            string[] order = [.. study.OrderBy(record => record.Offset.Value).Select(IdOf).Distinct()];
            Assert.Single(study.Select(record => record.Partition.Value).Distinct());
            Assert.Equal(order.Order(StringComparer.Ordinal), order);
        }

        Assert.Equal(sent, written.Count); // no crash of the producer, no event written twice
    }

    private static string IdOf(KafkaRecord record) => record.Message.Headers.Text(KafkaHeaders.EventId)!;
}
