using System.Diagnostics;
using System.Globalization;
using Dicom.Storage.Testing;

namespace Dicom.Storage.Reliability.Tests;

/// <summary>Makes system calls of a running process fail, by strace.</summary>
internal sealed class CallInjector : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly Process _strace;
    private readonly Task<string> _rest;

    private CallInjector(Process strace)
    {
        _strace = strace;
        _rest = strace.StandardError.ReadToEndAsync();
    }

    /// <summary>Skips the test where there is no strace; fails it on CI.</summary>
    public static void Require()
    {
        if (OperatingSystem.IsLinux() && Command.Exists("strace"))
            return;
        Assert.False(Environment.GetEnvironmentVariable("CI") == "true", "strace is needed: install the package strace.");
        Assert.Skip("Needs Linux and the program strace, which makes system calls fail.");
    }

    /// <summary>Begins.</summary>
    /// <param name="processId">Whose calls; those of all its threads, old and new.</param>
    /// <param name="call">The calls, with commas between.</param>
    /// <param name="error">The name of the error they give.</param>
    /// <param name="when">Which of each thread's calls: <c>3</c> is the third, <c>3+2</c> also every second after it.</param>
    public static async Task<CallInjector> AttachAsync(int processId, string call, string error, string when)
    {
        ProcessStartInfo start = new("strace") { RedirectStandardError = true, UseShellExecute = false };
        string process = processId.ToString(CultureInfo.InvariantCulture);
        foreach (string argument in new[] { "-f", "-p", process, "-o", "/dev/null", "-e", $"trace={call}", "-e", $"inject={call}:error={error}:when={when}" })
            start.ArgumentList.Add(argument);
        Process strace = Process.Start(start) ?? throw new InvalidOperationException("strace did not start.");
        string? line = await strace.StandardError.ReadLineAsync().WaitAsync(s_patience);
        if (line?.Contains("attached", StringComparison.Ordinal) != true)
            throw new InvalidOperationException($"strace said: {line}");
        return new CallInjector(strace);
    }

    /// <summary>Lets the process go on undisturbed.</summary>
    public async Task DetachAsync()
    {
        Command.RunChecked("kill", "-INT", _strace.Id.ToString(CultureInfo.InvariantCulture));
        await _strace.WaitForExitAsync().WaitAsync(s_patience);
        _ = await _rest;
    }

    public void Dispose()
    {
        if (!_strace.HasExited)
            _strace.Kill();
        _strace.WaitForExit();
        _strace.Dispose();
    }
}
