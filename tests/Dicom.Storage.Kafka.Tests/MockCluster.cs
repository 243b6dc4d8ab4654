using System.Runtime.InteropServices;
using Confluent.Kafka;

namespace Dicom.Storage.Kafka.Tests;

/// <summary>librdkafka's cluster of mock brokers, in this process: real sockets on loopback, faults on demand.</summary>
internal sealed partial class MockCluster : IDisposable
{
    private const string Library = "librdkafka";
    private const int ProducerType = 0;
    private const int InitialRebalanceDelayMs = 50;

    private readonly nint _client;
    private readonly nint _cluster;
    private readonly int _brokers;

    static MockCluster()
    {
        // The build that Confluent.Kafka has loaded: on Debian the one that needs no libsasl2 of another distribution.
        using IProducer<Null, Null> loads = new ProducerBuilder<Null, Null>(new ProducerConfig { BootstrapServers = "127.0.0.1:1" }).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
        string loaded = File.ReadLines("/proc/self/maps").Select(line => line[(line.IndexOf('/', StringComparison.Ordinal) is var at and >= 0 ? at : line.Length)..]).First(path => path.Contains("rdkafka", StringComparison.Ordinal));
        NativeLibrary.SetDllImportResolver(typeof(MockCluster).Assembly, (name, _, _) => name == Library ? NativeLibrary.Load(loaded) : 0);
    }

    public MockCluster(int brokers = 1)
    {
        _brokers = brokers;
        nint settings = ConfNew();
        Assert.Equal(0, ConfSet(settings, "log_level", "0", 0, 0));
        _client = New(ProducerType, settings, 0, 0);
        _cluster = ClusterNew(_client, brokers);
        SetInitialRebalanceDelay(_cluster, InitialRebalanceDelayMs);
        BootstrapServers = Marshal.PtrToStringUTF8(Bootstraps(_cluster))!;
    }

    public string BootstrapServers { get; }

    public void CreateTopic(string name, int partitions = 1) => Assert.Equal(0, TopicCreate(_cluster, name, partitions, _brokers));

    public void SetDown()
    {
        for (int id = 1; id <= _brokers; id++)
            Assert.Equal(0, BrokerSetDown(_cluster, id));
    }

    public void SetUp()
    {
        for (int id = 1; id <= _brokers; id++)
            Assert.Equal(0, BrokerSetUp(_cluster, id));
    }

    public void SetRoundTrip(TimeSpan time)
    {
        for (int id = 1; id <= _brokers; id++)
            Assert.Equal(0, BrokerSetRtt(_cluster, id, (int)time.TotalMilliseconds));
    }

    /// <summary>Lets the next produce requests fail so, one after the other.</summary>
    public void FailProduce(params ErrorCode[] errors) => PushErrors(_cluster, 0, (nuint)errors.Length, [.. errors.Select(error => (int)error)]);

    /// <summary>Lets everything that asks for a topic get an error.</summary>
    public void FailTopic(string name, ErrorCode error) => TopicSetError(_cluster, name, (int)error);

    /// <summary>Deletes what stands before a position, as retention does.</summary>
    public void DeleteRecords(string topic, int partition, long before) => Assert.Equal(0, DeleteRecords(_cluster, topic, partition, before));

    public void Dispose()
    {
        ClusterDestroy(_cluster);
        Destroy(_client);
    }

    [LibraryImport(Library, EntryPoint = "rd_kafka_conf_new")]
    private static partial nint ConfNew();

    [LibraryImport(Library, EntryPoint = "rd_kafka_conf_set", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ConfSet(nint settings, string name, string value, nint error, nuint errorSize);

    [LibraryImport(Library, EntryPoint = "rd_kafka_new")]
    private static partial nint New(int type, nint conf, nint error, nuint errorSize);

    [LibraryImport(Library, EntryPoint = "rd_kafka_destroy")]
    private static partial void Destroy(nint client);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_cluster_new")]
    private static partial nint ClusterNew(nint client, int brokers);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_cluster_destroy")]
    private static partial void ClusterDestroy(nint cluster);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_cluster_bootstraps")]
    private static partial nint Bootstraps(nint cluster);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_topic_create", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int TopicCreate(nint cluster, string topic, int partitions, int replicas);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_topic_set_error", StringMarshalling = StringMarshalling.Utf8)]
    private static partial void TopicSetError(nint cluster, string topic, int error);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_broker_set_down")]
    private static partial int BrokerSetDown(nint cluster, int broker);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_broker_set_up")]
    private static partial int BrokerSetUp(nint cluster, int broker);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_broker_set_rtt")]
    private static partial int BrokerSetRtt(nint cluster, int broker, int milliseconds);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_push_request_errors_array")]
    private static partial void PushErrors(nint cluster, short api, nuint count, [In] int[] errors);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_group_initial_rebalance_delay_ms")]
    private static partial void SetInitialRebalanceDelay(nint cluster, int milliseconds);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_partition_delete_records", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int DeleteRecords(nint cluster, string topic, int partition, long before);
}
