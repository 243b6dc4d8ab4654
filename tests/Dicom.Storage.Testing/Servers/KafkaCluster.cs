using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Dicom.Storage.Testing;

/// <summary>One or several brokers of the shared Kafka on ports of their own, with their data in temporary directories.</summary>
public sealed class KafkaCluster : IAsyncDisposable
{
    private const string Program = "servers/kafka/run";

    // The broker prints nothing when it is ready: its port is asked, from the side, so that the process that is started is the broker itself.
    private const string WaitForPort =
        "port=$1; shift; (until (exec 3<>/dev/tcp/127.0.0.1/$port) 2>/dev/null; do kill -0 $$ 2>/dev/null || exit 1; sleep 0.1; done; echo broker is ready) & exec \"$@\"";

    private readonly Broker[] _brokers;

    private KafkaCluster(string program, int nodes, IReadOnlyList<string> properties)
    {
        int port = FreeBlock(2 * nodes);
        _brokers = [.. Enumerable.Range(1, nodes).Select(node => new Broker(program, port, node, nodes, properties))];
        BootstrapServers = string.Join(',', Enumerable.Range(0, nodes).Select(i => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port + (2 * i)}")));
    }

    /// <summary>Gets the addresses of all brokers.</summary>
    public string BootstrapServers { get; }

    /// <summary>Starts a cluster; without Java or the shared servers the test is skipped on a desk, and fails where CI=true.</summary>
    /// <param name="nodes">How many brokers; topics have three replicas where there are three.</param>
    /// <param name="properties">Further settings of the brokers, <c>name=value</c>.</param>
    public static async Task<KafkaCluster> RequireAsync(int nodes = 1, params IReadOnlyList<string> properties)
    {
        Command.Require("java", "default-jre-headless");
        KafkaCluster cluster = new(SharedFiles.Require(Program), nodes, properties);
        try
        {
            await cluster.StartAllAsync();
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }

        return cluster;
    }

    /// <summary>Starts all brokers that do not run. Their data is what it was.</summary>
    public Task StartAllAsync() => Task.WhenAll(_brokers.Select(broker => broker.StartAsync()));

    /// <summary>Kills all brokers at once.</summary>
    public Task KillAllAsync() => Task.WhenAll(_brokers.Select(broker => broker.KillAsync()));

    /// <summary>Starts a broker again.</summary>
    /// <param name="node">Its number, from 1.</param>
    public Task StartAsync(int node) => _brokers[node - 1].StartAsync();

    /// <summary>Kills a broker.</summary>
    /// <param name="node">Its number, from 1.</param>
    public Task KillAsync(int node) => _brokers[node - 1].KillAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (Broker broker in _brokers)
            await broker.DisposeAsync();
    }

    // Listener and controller of all nodes stand side by side; nodes know each other's ports before they start.
    private static int FreeBlock(int count)
    {
        while (true)
        {
            List<TcpListener> taken = [];
            try
            {
                TcpListener first = new(IPAddress.Loopback, 0);
                taken.Add(first);
                first.Start();
                int port = ((IPEndPoint)first.LocalEndpoint).Port;
                for (int i = 1; i < count; i++)
                {
                    TcpListener next = new(IPAddress.Loopback, port + i);
                    taken.Add(next);
                    next.Start();
                }

                return port;
            }
            catch (Exception exception) when (exception is SocketException or ArgumentOutOfRangeException)
            {
                // One of the block is taken: another block.
            }
            finally
            {
                taken.ForEach(listener => listener.Stop());
            }
        }
    }

    private sealed class Broker : DatabaseServer
    {
        private readonly string _program;
        private readonly int _port;
        private readonly int _node;
        private readonly int _nodes;
        private readonly string _properties;

        public Broker(string program, int port, int node, int nodes, IReadOnlyList<string> properties)
            : base("dicom-kafka-")
        {
            _program = program;
            _port = port;
            _node = node;
            _nodes = nodes;
            _properties = Path.Combine(Folder, "more.properties");
            File.WriteAllLines(_properties, properties);
        }

        protected override string Account => "root";

        protected override string ReadyText => "broker is ready";

        protected override IReadOnlyList<string> RunCommand(IReadOnlyList<string> settings) =>
        [
            "bash", "-c", WaitForPort, "bash", Number(_port + (2 * (_node - 1))),
            _program, Path.Combine(Folder, "data"), Number(_port), Number(_node), Number(_nodes), _properties,
        ];

        private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
    }
}
