using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace Dicom.Storage.Samples.Tests;

/// <summary>A sample as a process of its own, with what it prints.</summary>
internal sealed partial class SampleProcess : IDisposable
{
    private const int InterruptSignal = 2;
    private const int TermSignal = 15;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = [];
    private readonly Task _output;
    private readonly Task _errors;

    private SampleProcess(Process process)
    {
        _process = process;
        _output = ReadAsync(process.StandardOutput);
        _errors = ReadAsync(process.StandardError);
    }

    /// <summary>Gets what it has printed so far, on both streams.</summary>
    public string Output => string.Join('\n', _lines);

    /// <summary>Gets the program of a sample, in the folder where its own build puts it.</summary>
    public static string PathOf(string sample)
    {
        DirectoryInfo configuration = new(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)); // artifacts/bin/<project>/<configuration>
        return Path.Combine(configuration.Parent!.Parent!.FullName, sample, configuration.Name, OperatingSystem.IsWindows() ? sample + ".exe" : sample);
    }

    /// <summary>Starts a program.</summary>
    /// <param name="program">Its path, or its name where the system finds it.</param>
    /// <param name="folder">The folder the command is given in.</param>
    /// <param name="arguments">The arguments.</param>
    /// <param name="environment">Variables beside those of this process.</param>
    public static SampleProcess Start(string program, string folder, IEnumerable<string> arguments, params (string Name, string Value)[] environment)
    {
        ProcessStartInfo start = new(program)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        return new SampleProcess(Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start."));
    }

    /// <summary>Runs a program to its end.</summary>
    public static async Task<(int Status, string Output)> RunAsync(string program, string folder, params string[] arguments)
    {
        using SampleProcess process = Start(program, folder, arguments);
        return (await process.ExitAsync(), process.Output);
    }

    /// <summary>Waits until it has printed a match, and gets the first group of it.</summary>
    public async Task<string> ExpectAsync([StringSyntax(StringSyntaxAttribute.Regex)] string pattern)
    {
        using CancellationTokenSource patience = new(s_patience);
        using PeriodicTimer timer = new(TimeSpan.FromMilliseconds(20));
        while (true)
        {
            Match match = Regex.Match(Output, pattern, RegexOptions.None, TimeSpan.FromSeconds(1));
            if (match.Success)
                return match.Groups[1].Value;
            if (_output.IsCompleted && _errors.IsCompleted && !Regex.IsMatch(Output, pattern, RegexOptions.None, TimeSpan.FromSeconds(1)))
                Assert.Fail($"It ended without '{pattern}': {Output}");
            if (patience.IsCancellationRequested)
                Assert.Fail($"It did not print '{pattern}': {Output}");
            await timer.WaitForNextTickAsync();
        }
    }

    /// <summary>Waits for the port it says that it listens on.</summary>
    public async Task<int> PortAsync() => int.Parse(await ExpectAsync(@" on \S+:(\d+)"), CultureInfo.InvariantCulture);

    /// <summary>Asks it to end, as <c>kill</c>, systemd and Docker do.</summary>
    public void Terminate() => Assert.Equal(0, Kill(_process.Id, TermSignal));

    /// <summary>Interrupts it, as Ctrl+C does.</summary>
    public void Interrupt() => Assert.Equal(0, Kill(_process.Id, InterruptSignal));

    /// <summary>Waits until it has ended, and gets its exit status.</summary>
    public async Task<int> ExitAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(s_patience);
        await Task.WhenAll(_output, _errors);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }

    private async Task ReadAsync(StreamReader reader)
    {
        // A line that rewrites itself ends with a carriage return: it is a line here as well.
        char[] buffer = new char[4_096];
        string rest = string.Empty;
        for (int read = await reader.ReadAsync(buffer); read > 0; read = await reader.ReadAsync(buffer))
        {
            string[] lines = (rest + new string(buffer, 0, read)).Split('\n', '\r');
            foreach (string line in lines[..^1].Where(line => line.Length > 0))
                _lines.Enqueue(line);
            rest = lines[^1];
        }

        if (rest.Length > 0)
            _lines.Enqueue(rest);
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int processId, int signal);
}
