using System.Net;
using System.Net.Sockets;

namespace Dicom.Storage.Testing;

/// <summary>The FerretDB of the shared servers, with data of its own. It can be killed and started again.</summary>
public sealed class FerretDbServer : IAsyncDisposable
{
    private readonly ServerProcess _process;

    private FerretDbServer(string program)
    {
        // What is killed is the process, not the machine: memory keeps what a disk would, and flushes cost nothing.
        string parent = Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath();
        Data = Path.Combine(parent, $"dicom-ferretdb-{Guid.NewGuid():N}");
        _process = new ServerProcess(program, Data);
    }

    /// <summary>Gets the port on 127.0.0.1.</summary>
    public int Port => _process.Port;

    /// <summary>Gets the directory of the data.</summary>
    public string Data { get; }

    /// <summary>Gets where it is.</summary>
    public string ConnectionString => $"mongodb://127.0.0.1:{Port}/";

    /// <summary>Starts a server; null when the shared servers are not there.</summary>
    public static async Task<FerretDbServer?> TryStartAsync()
    {
        if (!OperatingSystem.IsLinux() || SharedFiles.TryGet("servers/mongodb/run") is not { } program)
            return null;

        FerretDbServer server = new(program);
        await server.StartAsync();
        return server;
    }

    /// <summary>Starts a server; without the shared servers the test is skipped on a desk, and fails where CI=true.</summary>
    public static async Task<FerretDbServer> RequireAsync() =>
        await TryStartAsync() ?? await MissingAsync();

    /// <summary>Starts the process again, over the same data.</summary>
    public async Task StartAsync()
    {
        await _process.StartAsync();
        using PeriodicTimer again = new(TimeSpan.FromMilliseconds(10));
        for (int tries = 0; tries < 1_000 && !await AnswersAsync(); tries++)
            await again.WaitForNextTickAsync();
    }

    /// <summary>Ends the process as <c>kill -9</c> does.</summary>
    public Task KillAsync() => _process.KillAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        Directory.Delete(Data, recursive: true);
    }

    private static Task<FerretDbServer> MissingAsync()
    {
        SharedFiles.Require("servers/mongodb/run");
        throw new PlatformNotSupportedException("FerretDB of the shared servers runs on Linux.");
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
