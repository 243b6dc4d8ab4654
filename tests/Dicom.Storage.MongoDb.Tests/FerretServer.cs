using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Dicom.Storage.Testing;

namespace Dicom.Storage.MongoDb.Tests;

/// <summary>The FerretDB of the shared servers, as a process of its own with data of its own. It can be killed and started again.</summary>
internal sealed class FerretServer : IAsyncDisposable
{
    private readonly string _program;
    private readonly string _folder;
    private Process? _process;

    private FerretServer(string program)
    {
        _program = program;
        // What is killed is the process, not the machine: memory keeps what a disk would, and flushes cost nothing.
        string parent = Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath();
        _folder = Path.Combine(parent, $"dicom-ferretdb-{Guid.NewGuid():N}");
        Directory.CreateDirectory(_folder);
        Port = FreePort();
    }

    public int Port { get; }

    public string ConnectionString => $"mongodb://127.0.0.1:{Port}/";

    /// <summary>Starts a server; null when the shared servers are not there.</summary>
    public static async Task<FerretServer?> TryStartAsync(CancellationToken cancellationToken)
    {
        if (!OperatingSystem.IsLinux() || SharedFiles.TryGet("servers/mongodb/run") is not { } program)
            return null;

        FerretServer server = new(program);
        await server.StartAsync(cancellationToken);
        return server;
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        ProcessStartInfo start = new(_program) { RedirectStandardError = true, RedirectStandardOutput = true };
        start.ArgumentList.Add(_folder);
        start.ArgumentList.Add($"{Port}");
        _process = Process.Start(start) ?? throw new InvalidOperationException("FerretDB did not start.");
        _process.ErrorDataReceived += static (_, _) => { };
        _process.BeginErrorReadLine();
        _process.OutputDataReceived += static (_, _) => { };
        _process.BeginOutputReadLine();
        await AnswersAsync(cancellationToken);
    }

    /// <summary>Ends the process as <c>kill -9</c> does.</summary>
    public async Task KillAsync()
    {
        if (_process is null)
            return;
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
        _process = null;
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task AnswersAsync(CancellationToken cancellationToken)
    {
        using PeriodicTimer again = new(TimeSpan.FromMilliseconds(20));
        for (int tries = 0; tries < 1_000; tries++)
        {
            try
            {
                using TcpClient client = new();
                await client.ConnectAsync(IPAddress.Loopback, Port, cancellationToken);
                return;
            }
            catch (SocketException) when (_process is { HasExited: false })
            {
                await again.WaitForNextTickAsync(cancellationToken);
            }
        }

        throw new InvalidOperationException("FerretDB does not answer.");
    }
}
