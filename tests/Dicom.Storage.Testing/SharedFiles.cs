using Xunit;

namespace Dicom.Storage.Testing;

/// <summary>
/// The test data beside the repository: the folder <c>shared</c> next to the one with Dicom.Storage.sln, or what the
/// environment variable DICOM_STORAGE_SHARED names.
/// </summary>
public static class SharedFiles
{
    /// <summary>The environment variable that names the folder.</summary>
    public const string Variable = "DICOM_STORAGE_SHARED";

    /// <summary>Gets the folder, or null when there is none on this machine.</summary>
    public static string? Root { get; } = Find();

    /// <summary>Gets the full path of a file or folder of the test data, or null when it is not there.</summary>
    public static string? TryGet(string relativePath)
    {
        if (Root is null)
            return null;

        string path = Path.Combine(Root, relativePath);
        return Path.Exists(path) ? path : null;
    }

    /// <summary>Gets the full path; without it the test is skipped on a desk and fails where CI=true.</summary>
    public static string Require(string relativePath)
    {
        if (TryGet(relativePath) is { } path)
            return path;

        string message = $"'{relativePath}' of the shared test data is needed: name its folder in {Variable}.";
        if (Environment.GetEnvironmentVariable("CI") is "true" or "1")
            Assert.Fail(message);
        Assert.Skip(message);
        return string.Empty;
    }

    /// <summary>Reads a table of tab-separated columns with a header line: one dictionary a row.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> ReadTable(string relativePath)
    {
        string[] lines = File.ReadAllLines(Require(relativePath));
        string[] columns = lines[0].Split('\t');
        var rows = new List<IReadOnlyDictionary<string, string>>(lines.Length);
        foreach (string line in lines.Skip(1).Where(l => l.Length > 0))
        {
            string[] cells = line.Split('\t');
            rows.Add(Enumerable.Range(0, columns.Length)
                .ToDictionary(i => columns[i], i => i < cells.Length ? cells[i] : string.Empty, StringComparer.Ordinal));
        }

        return rows;
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named)
            return Directory.Exists(named) ? named : null;

        return Path.GetDirectoryName(SourceTree.Find()) is { } beside && Path.Combine(beside, "shared") is var shared && Directory.Exists(shared) ? shared : null;
    }
}
