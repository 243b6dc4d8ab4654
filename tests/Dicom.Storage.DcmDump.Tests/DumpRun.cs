using System.Diagnostics;

namespace Dicom.Storage.DcmDump.Tests;

/// <summary>One run of the program to its end.</summary>
internal sealed record DumpRun(int Status, byte[] Output, string[] Errors)
{
    /// <summary>The program as it was built beside these tests.</summary>
    public static string Program { get; } = Find();

    public string[] Lines => System.Text.Encoding.UTF8.GetString(Output).TrimEnd('\n').Split('\n');

    public static DumpRun Of(params IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new(Program) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);

        using Process process = Process.Start(start) ?? throw new InvalidOperationException("DcmDump did not start.");
        Task<string> errors = process.StandardError.ReadToEndAsync();
        using var output = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(output);
        process.WaitForExit();
        return new DumpRun(process.ExitCode, output.ToArray(), errors.Result.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    // artifacts/bin/Dicom.Storage.DcmDump.Tests/release/ beside artifacts/bin/DcmDump/release/
    private static string Find()
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        return Path.Combine(here.Parent!.Parent!.FullName, "DcmDump", here.Name, "DcmDump");
    }
}
