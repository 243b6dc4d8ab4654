using System.Diagnostics;
using System.Globalization;

namespace Dicom.Storage.Reliability.Tests;

/// <summary>The server as a process of its own, so that killing it is real.</summary>
internal sealed class ServerProcess : IDisposable
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private ServerProcess(Process process, int port)
    {
        _process = process;
        Port = port;
    }

    /// <summary>Gets the port on loopback.</summary>
    public int Port { get; }

    /// <summary>Gets whether it has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>Gets the number by which the system knows it.</summary>
    public int ProcessId => _process.Id;

    /// <summary>Starts a server and waits until it listens.</summary>
    /// <param name="root">Its storage root.</param>
    /// <param name="options">Further options of the host, such as <c>--crash PartFlushed:3</c>.</param>
    public static Task<ServerProcess> StartAsync(string root, params string[] options) => StartAsync(root, [], options);

    /// <param name="environment">Variables beside those of this process.</param>
    public static async Task<ServerProcess> StartAsync(string root, (string Name, string Value)[] environment, params string[] options)
    {
        ProcessStartInfo start = new(Path.Combine(AppContext.BaseDirectory, "Dicom.Storage.CrashHost"))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        start.ArgumentList.Add("--root");
        start.ArgumentList.Add(root);
        foreach (string option in options)
            start.ArgumentList.Add(option);
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;

        Process process = Process.Start(start) ?? throw new InvalidOperationException("The host did not start.");
        string line = await ReadLineAsync(process);
        if (!line.StartsWith("LISTENING ", StringComparison.Ordinal))
        {
            process.Kill();
            throw new InvalidOperationException($"The host said: {line}");
        }

        return new ServerProcess(process, int.Parse(line["LISTENING ".Length..], CultureInfo.InvariantCulture));
    }

    /// <summary>Waits until everything received is stored, indexed and published.</summary>
    public async Task DrainAsync()
    {
        await _process.StandardInput.WriteLineAsync("drain");
        string line = await ReadLineAsync(_process);
        if (line != "DRAINED")
            throw new InvalidOperationException($"The host said: {line}");
    }

    /// <summary>Waits until the pipeline has tried in vain several times.</summary>
    public async Task RetriesAsync()
    {
        await _process.StandardInput.WriteLineAsync("retries");
        string line = await ReadLineAsync(_process);
        if (line != "RETRIED")
            throw new InvalidOperationException($"The host said: {line}");
    }

    /// <summary>Stops it as SIGTERM does.</summary>
    /// <returns>Its exit status.</returns>
    public async Task<int> StopAsync()
    {
        await _process.StandardInput.WriteLineAsync("stop");
        await _process.WaitForExitAsync().WaitAsync(s_deadline);
        return _process.ExitCode;
    }

    /// <summary>Ends it at once (SIGKILL).</summary>
    public void Kill()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>Waits until it has ended by itself.</summary>
    public Task WaitForExitAsync() => _process.WaitForExitAsync().WaitAsync(s_deadline);

    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }

    private static async Task<string> ReadLineAsync(Process process) =>
        await process.StandardOutput.ReadLineAsync().WaitAsync(s_deadline) ?? "(it ended)";
}
