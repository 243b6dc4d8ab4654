using System.Net;
using System.Net.Sockets;
using Dicom.Storage.Testing;

namespace Dicom.Storage.MongoDb.Tests;

/// <summary>The FerretDB of the shared servers, with data of its own. It can be killed and started again.</summary>
internal sealed class FerretServer : IAsyncDisposable
{
    private readonly ServerProcess _process;

    private FerretServer(string program)
    {
        // What is killed is the process, not the machine: memory keeps what a disk would, and flushes cost nothing.
        string parent = Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath();
        Data = Path.Combine(parent, $"dicom-ferretdb-{Guid.NewGuid():N}");
        _process = new ServerProcess(program, Data);
    }

    public int Port => _process.Port;

    public string Data { get; }

    public string ConnectionString => $"mongodb://127.0.0.1:{Port}/";

    /// <summary>Starts a server; null when the shared servers are not there.</summary>
    public static async Task<FerretServer?> TryStartAsync()
    {
        if (!OperatingSystem.IsLinux() || SharedFiles.TryGet("servers/mongodb/run") is not { } program)
            return null;

        FerretServer server = new(program);
        await server.StartAsync();
        return server;
    }

    /// <summary>Starts a server; without the shared servers the test is skipped on a desk, and fails where CI=true.</summary>
    public static async Task<FerretServer> RequireAsync()
    {
        if (await TryStartAsync() is { } server)
            return server;
        MongoTestServer.Missing($"The shared servers are needed: name their folder in {SharedFiles.Variable}.");
        throw new InvalidOperationException("Not reached.");
    }

    public async Task StartAsync()
    {
        await _process.StartAsync();
        using PeriodicTimer again = new(TimeSpan.FromMilliseconds(10));
        for (int tries = 0; tries < 1_000 && !await AnswersAsync(); tries++)
            await again.WaitForNextTickAsync();
    }

    /// <summary>Ends the process as <c>kill -9</c> does.</summary>
    public Task KillAsync() => _process.KillAsync();

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        Directory.Delete(Data, recursive: true);
    }

    // It says that it listens before it does.
    private async Task<bool> AnswersAsync()
    {
        try
        {
            using TcpClient client = new();
            await client.ConnectAsync(IPAddress.Loopback, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private sealed class ServerProcess(string program, string data) : DatabaseServer("dicom-ferretdb-")
    {
        protected override string Account => "root";

        protected override string ReadyText => "listening on";

        protected override IReadOnlyList<string> RunCommand(IReadOnlyList<string> settings) => [program, data, $"{Port}", .. settings];
    }
}
