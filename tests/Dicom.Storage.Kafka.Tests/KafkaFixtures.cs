using System.Collections.Concurrent;
using Dicom.Storage.Core;
using Dicom.Storage.Specification;
using Dicom.Storage.Testing;
using Testcontainers.Kafka;

[assembly: AssemblyFixture(typeof(Dicom.Storage.Kafka.Tests.KafkaTestServer))]

namespace Dicom.Storage.Kafka.Tests;

/// <summary>The one real cluster of this program: what DICOM_STORAGE_TEST_KAFKA names, else the shared Kafka, else a container.</summary>
public sealed class KafkaTestServer : IAsyncDisposable
{
    /// <summary>The environment variable with the bootstrap servers of a cluster that makes topics by itself or lets them be made.</summary>
    public const string Variable = "DICOM_STORAGE_TEST_KAFKA";

    private readonly SemaphoreSlim _gate = new(1, 1);
    private KafkaCluster? _own;
    private KafkaContainer? _container;
    private string? _servers;

    public async Task<string> BootstrapServersAsync()
    {
        await _gate.WaitAsync();
        try
        {
            return _servers ??= Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given ? given : await StartAsync();
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_own is not null)
            await _own.DisposeAsync();
        if (_container is not null)
            await _container.DisposeAsync();
        _gate.Dispose();
    }

    private async Task<string> StartAsync()
    {
        if (SharedFiles.TryGet("servers/kafka/run") is null && Command.Exists("docker"))
        {
            _container = new KafkaBuilder("confluentinc/cp-kafka:7.9.0").Build();
            await _container.StartAsync();
            return _container.GetBootstrapAddress();
        }

        _own = await KafkaCluster.RequireAsync();
        return _own.BootstrapServers;
    }
}

/// <summary>Buses on a real broker, three partitions a topic.</summary>
public sealed class KafkaBusFixture(KafkaTestServer server) : IMessageBusFixture, IAsyncDisposable
{
    private readonly ConcurrentBag<TestBus> _buses = [];

    public async Task<(IMessagePublisher Publisher, IMessageSource Source)> CreateAsync(CancellationToken cancellationToken)
    {
        TestBus bus = new(await server.BootstrapServersAsync(), options => options.Partitions = 3);
        _buses.Add(bus);
        return (bus.Publisher, bus.Source);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (TestBus bus in _buses)
            await bus.DisposeAsync();
    }
}

/// <summary>Buses on mock brokers.</summary>
public sealed class MockBusFixture : IMessageBusFixture, IAsyncDisposable
{
    private readonly MockCluster _cluster = new(brokers: 3);
    private readonly ConcurrentBag<TestBus> _buses = [];

    public Task<(IMessagePublisher Publisher, IMessageSource Source)> CreateAsync(CancellationToken cancellationToken)
    {
        TestBus bus = new(_cluster.BootstrapServers);
        foreach (StorageTopic topic in Enum.GetValues<StorageTopic>())
            _cluster.CreateTopic(bus.Options.NameOf(topic), partitions: 3);
        _buses.Add(bus);
        return Task.FromResult<(IMessagePublisher, IMessageSource)>((bus.Publisher, bus.Source));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (TestBus bus in _buses)
            await bus.DisposeAsync();
        _cluster.Dispose();
    }
}
