using System.Diagnostics;
using System.Globalization;

namespace Dicom.Storage.Ingest;

/// <summary>A running server with a folder of its own.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string? _spool;

    private ServerProcess(ServerSpec spec, Process process, string folder, int port)
    {
        Spec = spec;
        Port = port;
        Folder = folder;
        _process = process;
        _spool = spec.SpoolFolder is null ? null : Path.Combine(folder, spec.SpoolFolder);
    }

    public ServerSpec Spec { get; }

    public string Folder { get; }

    public int Port { get; }

    public int Id => _process.Id;

    /// <summary>Starts the server and waits until it answers C-ECHO.</summary>
    /// <exception cref="InvalidOperationException">It did not within 30 seconds.</exception>
    public static async Task<ServerProcess> StartAsync(ServerSpec spec, string folder, int port, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        ProcessStartInfo start = new(spec.Program) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        foreach (string argument in spec.Arguments)
            start.ArgumentList.Add(argument.Replace("{out}", folder, StringComparison.Ordinal).Replace("{port}", port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        foreach ((string name, string value) in spec.Environment)
            start.Environment[name] = value;

        Process process = Process.Start(start) ?? throw new InvalidOperationException($"{spec.Name} did not start.");
        process.OutputDataReceived += static (_, _) => { }; // a full pipe would stop the server
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        ServerProcess server = new(spec, process, folder, port);
        await server.WaitForEchoAsync(cancellationToken);
        return server;
    }

    /// <summary>Waits until the server has worked off what it acknowledged.</summary>
    public async Task<bool> WaitUntilIdleAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        Stopwatch clock = Stopwatch.StartNew();
        while (_spool is not null && Directory.Exists(_spool) && Directory.EnumerateFiles(_spool, "*.dcm", SearchOption.AllDirectories).Any())
        {
            if (clock.Elapsed > limit)
                return false;
            await Task.Delay(10, cancellationToken);
        }

        return true;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            using Process? stop = Process.Start("kill", ["-TERM", Id.ToString(CultureInfo.InvariantCulture)]);
            using CancellationTokenSource limit = new(TimeSpan.FromSeconds(20));
            try
            {
                await _process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill(entireProcessTree: true);
            }
        }

        _process.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private async Task WaitForEchoAsync(CancellationToken cancellationToken)
    {
        Stopwatch clock = Stopwatch.StartNew();
        while (!await OwnLoad.EchoAsync(Port, cancellationToken))
        {
            if (_process.HasExited || clock.Elapsed > TimeSpan.FromSeconds(30))
            {
                await DisposeAsync();
                throw new InvalidOperationException($"{Spec.Name} did not answer on port {Port}.");
            }

            await Task.Delay(50, cancellationToken);
        }
    }
}
