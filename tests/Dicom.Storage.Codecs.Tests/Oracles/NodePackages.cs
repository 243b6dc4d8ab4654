using Dicom.Storage.Testing;

namespace Dicom.Storage.Codecs.Tests;

/// <summary>The packages of package.json beside the test program, installed once.</summary>
internal static class NodePackages
{
    private static readonly Lazy<string?> s_problem = new(Install);

    /// <summary>Gets the folder of the scripts.</summary>
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Oracles");

    /// <summary>Without Node or the packages a test is skipped on a desk and fails where CI=true.</summary>
    /// <returns>The folder of the scripts.</returns>
    public static string Require()
    {
        Command.Require("node", "nodejs");
        Command.Require("npm", "npm");
        if (s_problem.Value is { } problem)
        {
            Assert.False(Environment.GetEnvironmentVariable("CI") is "true" or "1", problem);
            Assert.Skip(problem);
        }

        return Folder;
    }

    // npm writes the second file when all packages stand there: it is what it was asked for, unless package-lock.json changed since.
    private static string? Install()
    {
        FileInfo installed = new(Path.Combine(Folder, "node_modules", ".package-lock.json"));
        if (installed.Exists && installed.LastWriteTimeUtc > File.GetLastWriteTimeUtc(Path.Combine(Folder, "package-lock.json")))
            return null;

        (int status, string output) = Command.Run("npm", "ci", "--prefix", Folder, "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error");
        return status == 0 ? null : $"The codecs of tests/Dicom.Storage.Codecs.Tests/Oracles/package.json are needed, and npm ci did not install them: {output}";
    }
}
