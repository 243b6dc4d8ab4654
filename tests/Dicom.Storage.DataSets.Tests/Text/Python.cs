using Dicom.Storage.Testing;

namespace Dicom.Storage.DataSets.Tests;

/// <summary>Python's codecs and pydicom, as outside judges of characters.</summary>
internal static class Python
{
    /// <summary>Runs a script; without Python the test is skipped on a desk and fails where CI=true.</summary>
    public static string[] Run(string script, params IEnumerable<string> arguments)
    {
        Command.Require("python3", "python3");

        using var folder = new TemporaryDirectory();
        File.WriteAllText(folder["script.py"], script);
        return Command.RunChecked("python3", [folder["script.py"], .. arguments]).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Runs a script that imports pydicom, unpacked from its wheel, with a file of lines as its argument.</summary>
    public static string[] RunPydicom(string script, IEnumerable<string> lines)
    {
        string wheel = Directory.GetFiles(SharedFiles.Require("tools/python"), "pydicom-*.whl").Single();
        using var folder = new TemporaryDirectory();
        System.IO.Compression.ZipFile.ExtractToDirectory(wheel, folder["packages"]);
        File.WriteAllLines(folder["lines"], lines);
        return Run("import sys; sys.path.insert(0, sys.argv[1])\n" + script, folder["packages"], folder["lines"]);
    }

    /// <summary>Text from the numbers of its UTF-16 units, four digits each.</summary>
    public static string Text(string hex) =>
        string.Concat(Enumerable.Range(0, hex.Length / 4).Select(i => (char)Convert.ToUInt16(hex.Substring(i * 4, 4), 16)));

    public static string Hex(string text) => string.Concat(text.Select(c => ((int)c).ToString("X4", System.Globalization.CultureInfo.InvariantCulture)));
}
