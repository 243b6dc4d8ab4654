using System.IO.Compression;
using Xunit;

namespace Dicom.Storage.Testing;

/// <summary>Python packages of the shared test data, whose wheels are unpacked as they are: neither pip nor a virtual environment is needed.</summary>
public static class PythonPackages
{
    private static readonly Lock s_lock = new();

    /// <summary>Unpacks wheels once; without them or a Python that can load them a test is skipped on a desk and fails where CI=true.</summary>
    /// <param name="names">The names before the first hyphen of the wheels.</param>
    /// <returns>The folder to put into <c>sys.path</c>.</returns>
    public static string Require(params string[] names)
    {
        Command.Require("python3", "python3");
        string wheels = SharedFiles.Require("tools/python");
        string folder = Path.Combine(AppContext.BaseDirectory, "python");
        lock (s_lock)
        {
            foreach (string name in names)
                Unpack(Directory.GetFiles(wheels, name + "-*.whl").Single(), folder);
        }

        (int status, string output) = Command.Run("python3", "-c", "import sys; sys.exit(0 if sys.version_info[:2] == (3, 11) and sys.platform == 'linux' else 1)");
        if (status == 0)
            return folder;

        string message = $"Python 3.11 on Linux is needed, for which the wheels of the shared test data are: {output}";
        Assert.False(Environment.GetEnvironmentVariable("CI") is "true" or "1", message);
        Assert.Skip(message);
        return string.Empty;
    }

    private static void Unpack(string wheel, string folder)
    {
        // The last file that a wheel gives: beside it all others are complete.
        string mark = Path.Combine(folder, Path.GetFileName(wheel) + ".unpacked");
        if (File.Exists(mark))
            return;

        ZipFile.ExtractToDirectory(wheel, folder, overwriteFiles: true);
        File.WriteAllText(mark, string.Empty);
    }
}
