using System.Diagnostics;
using Xunit;

namespace Dicom.Storage.Testing;

/// <summary>Runs outside programs that a test needs.</summary>
public static class Command
{
    /// <summary>Runs a program to its end.</summary>
    /// <returns>Its exit status and what it printed on both streams.</returns>
    public static (int Status, string Output) Run(string program, params IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);

        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.Result);
    }

    /// <summary>Runs a program that must succeed.</summary>
    /// <exception cref="InvalidOperationException">It exited with another status than 0; the message has what it printed.</exception>
    public static string RunChecked(string program, params IEnumerable<string> arguments)
    {
        (int status, string output) = Run(program, arguments);
        return status == 0 ? output : throw new InvalidOperationException($"{program} exited with {status}: {output}");
    }

    /// <summary>Whether a program is on the path.</summary>
    public static bool Exists(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator)
            .Any(directory => File.Exists(Path.Combine(directory, program)));

    /// <summary>Without the program a test is skipped on a desk and fails where CI=true.</summary>
    /// <param name="program">Its name on the path.</param>
    /// <param name="package">The Debian package that has it.</param>
    public static void Require(string program, string package)
    {
        if (Exists(program))
            return;

        string message = $"{program} is needed: install the package {package}.";
        if (Environment.GetEnvironmentVariable("CI") is "true" or "1")
            Assert.Fail(message);
        Assert.Skip(message);
    }
}
