using Dicom.Storage.Testing;

namespace Dicom.Storage.Interop.Tests;

/// <summary>Programs of others, needed by these tests.</summary>
internal static class OutsidePeer
{
    private static readonly Lock s_lock = new();
    private static string? s_python;

    /// <summary>Skips the test where a program of DCMTK is missing; fails it on CI.</summary>
    public static string Dcmtk(string program)
    {
        if (!Command.Exists(program))
            Missing($"{program} of DCMTK is needed: install the package dcmtk.");
        return program;
    }

    /// <summary>The path of dicom-rs' sender.</summary>
    public static string DicomRsSender() => SharedFiles.Require("tools/peers/dicom-rs/dicom-storescu");

    /// <summary>A Python interpreter with pynetdicom, made once in a temporary folder.</summary>
    public static string PythonWithPynetdicom()
    {
        lock (s_lock)
        {
            if (s_python is not null)
                return s_python;

            string wheels = SharedFiles.Require("tools/python");
            if (!Command.Exists("python3"))
                Missing("python3 is needed.");
            string environment = Path.Combine(Path.GetTempPath(), "dicom-storage-test-python");
            string python = Path.Combine(environment, "bin", "python");
            if (!File.Exists(python) || Command.Run(python, "-c", "import pynetdicom").Status != 0)
            {
                Command.RunChecked("python3", "-m", "venv", environment);
                Command.RunChecked(python, "-m", "pip", "install", "--quiet", "--no-index", "--find-links", wheels, "pynetdicom", "pydicom");
            }

            return s_python = python;
        }
    }

    private static void Missing(string reason)
    {
        Assert.False(Environment.GetEnvironmentVariable("CI") == "true", reason);
        Assert.Skip(reason);
    }
}
