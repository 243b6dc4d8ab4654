using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Xunit;

namespace Dicom.Storage.Testing;

/// <summary>
/// A real database server of a test program's own: its data in a temporary directory, on a free port of the loopback interface,
/// never the system's cluster. It goes when it is disposed of, and with the process that started it.
/// </summary>
public abstract class DatabaseServer : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    // The server runs below a shell that ends it when the test program is gone, however that happened: the pipe to it closes then.
    private const string Supervisor = "\"$@\" & server=$!; echo \"pid $server\" >&2; cat >/dev/null; kill -KILL $server 2>/dev/null; wait $server";

    private Process? _supervisor;
    private int _pid;

    /// <summary>Names the directory of the server.</summary>
    /// <param name="prefix">The start of its name.</param>
    /// <param name="parent">Where it is to be; the temporary directory where null.</param>
    protected DatabaseServer(string prefix, string? parent = null)
    {
        Folder = parent is null
            ? Directory.CreateTempSubdirectory(prefix).FullName
            : Directory.CreateDirectory(Path.Combine(parent, $"{prefix}{Guid.NewGuid():N}")).FullName;
        using TcpListener free = new(IPAddress.Loopback, 0);
        free.Start();
        Port = ((IPEndPoint)free.LocalEndpoint).Port;
    }

    /// <summary>Gets the directory of everything the server writes.</summary>
    public string Folder { get; }

    /// <summary>Gets the port on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>Gets the account that the server runs as when the test program is root; servers refuse root.</summary>
    protected abstract string Account { get; }

    /// <summary>Gets what the server says when it takes connections.</summary>
    protected abstract string ReadyText { get; }

    /// <summary>Gets the command that runs the server in the foreground.</summary>
    protected abstract IReadOnlyList<string> RunCommand(IReadOnlyList<string> settings);

    /// <summary>Starts the server and waits until it takes connections.</summary>
    /// <param name="settings">Further arguments of the server.</param>
    public async Task StartAsync(params IReadOnlyList<string> settings)
    {
        string[] command = ["sh", "-c", Supervisor, "sh", .. AsAccount, .. RunCommand(settings)];
        ProcessStartInfo start = new(command[0], command[1..])
        {
            RedirectStandardInput = true, RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = Folder,
        };
        Process process = Process.Start(start) ?? throw new InvalidOperationException("The server did not start.");
        _supervisor = process;
        TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
        List<string> said = [];
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        await ready.Task.WaitAsync(s_patience);

        void Hear(string? line)
        {
            if (line is null)
                ready.TrySetException(new InvalidOperationException($"The server ended: {string.Join('\n', said.TakeLast(20))}"));
            else if (line.StartsWith("pid ", StringComparison.Ordinal))
                _pid = int.Parse(line.AsSpan(4), NumberStyles.None, CultureInfo.InvariantCulture);
            else if (line.Contains(ReadyText, StringComparison.Ordinal))
                ready.TrySetResult();
            else if (said.Count < 1_000)
                said.Add(line);
        }
    }

    /// <summary>Kills the server and all its processes at once, as a power cut of its machine's memory would.</summary>
    public async Task KillAsync()
    {
        if (_supervisor is not { } supervisor)
            return;

        int[] processes = [_pid, .. Children(_pid)];
        foreach (int process in processes)
            Signal("KILL", process);
        supervisor.StandardInput.Close();
        await supervisor.WaitForExitAsync();
        supervisor.Dispose();
        _supervisor = null;
        SpinWait.SpinUntil(() => !processes.Any(process => Directory.Exists($"/proc/{process}")), s_patience);
    }

    /// <summary>Stops all of the server's processes where they are; they keep their connections and say nothing.</summary>
    public void Freeze()
    {
        foreach (int process in (int[])[_pid, .. Children(_pid)])
            Signal("STOP", process);
    }

    /// <summary>Lets a frozen server go on.</summary>
    public void Thaw()
    {
        foreach (int process in (int[])[_pid, .. Children(_pid)])
            Signal("CONT", process);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Skips the test where the server's programs are missing, and fails it on CI.</summary>
    protected static void Require(bool present, string reason)
    {
        if (present)
            return;
        Assert.False(Environment.GetEnvironmentVariable("CI") is "true" or "1", reason);
        Assert.Skip(reason);
    }

    /// <summary>Runs a program as the server's account.</summary>
    protected void Prepare(params IReadOnlyList<string> command)
    {
        if (IsRoot)
            Command.RunChecked("chown", "-R", Account, Folder);
        string[] all = [.. AsAccount, .. command];
        Command.RunChecked(all[0], all[1..]);
    }

    private static bool IsRoot => Environment.UserName == "root";

    private string[] AsAccount => IsRoot ? ["setpriv", $"--reuid={Account}", $"--regid={Account}", "--init-groups", "--"] : [];

    private static void Signal(string signal, int process) =>
        Command.Run("kill", $"-{signal}", process.ToString(CultureInfo.InvariantCulture));

    private static int[] Children(int process)
    {
        string path = string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/task/{process}/children");
        return File.Exists(path)
            ? [.. File.ReadAllText(path).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(id => int.Parse(id, CultureInfo.InvariantCulture))]
            : [];
    }
}
