using System.Diagnostics;

namespace Dicom.Storage.Network.Tests;

/// <summary>Runs a command-line program of another toolkit.</summary>
internal static class Tool
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(60);

    /// <summary>Finds a program on the path; skips the test on a desk without it, fails on CI.</summary>
    public static string Require(string name)
    {
        string? path = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
        if (path is not null)
            return path;

        string message = $"{name} (DCMTK) is not on the PATH.";
        Assert.False(string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.Ordinal), message);
        Assert.Skip(message);
        return string.Empty;
    }

    /// <summary>Runs it to its end and gets exit code and everything it wrote.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(string name, params string[] arguments)
    {
        using Process process = Start(name, arguments);
        using CancellationTokenSource deadline = new(s_deadline);
        Task<string> output = process.StandardOutput.ReadToEndAsync(deadline.Token);
        Task<string> error = process.StandardError.ReadToEndAsync(deadline.Token);
        await process.WaitForExitAsync(deadline.Token);
        return (process.ExitCode, await output + await error);
    }

    public static Process Start(string name, params string[] arguments)
    {
        ProcessStartInfo start = new(Require(name), arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        return Process.Start(start)!;
    }
}
