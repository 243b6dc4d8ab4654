using System.Text.RegularExpressions;

namespace Dicom.Storage.Architecture.Tests;

/// <summary>docs/symbols.md, compared with the package Dicom.Storage.DataSets.</summary>
public sealed partial class SymbolsTests
{
    private const string Package = "src/Dicom.Storage.DataSets/";

    private static readonly string s_page = File.ReadAllText(Repository.PathOf("docs/symbols.md"));

    [Fact]
    public void Every_public_type_is_on_the_page()
    {
        string[] types = [.. File.ReadLines(Repository.PathOf(Package + "PublicAPI.Unshipped.txt"))
            .Select(line => PublicType().Match(line)).Where(match => match.Success).Select(match => match.Groups[1].Value)];

        Assert.True(types.Length > 75);
        Assert.DoesNotContain(types, type => !s_page.Contains($"`{type}`", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_type_and_file_on_the_page_exists()
    {
        string[] sources = [.. Repository.Sources("src").Where(file => Repository.RelativePath(file).StartsWith(Package, StringComparison.Ordinal))];
        string code = string.Concat(sources.Select(File.ReadAllText));
        string[][] rows = [.. s_page.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Where(cells => cells[1] != "standard" && !cells[1].StartsWith("--", StringComparison.Ordinal))];

        Assert.True(rows.Length > 60);
        foreach (string[] cells in rows)
        {
            Assert.Equal(6, cells.Length);
            Assert.Contains(sources, file => Repository.RelativePath(file) == Package + cells[4]);
            foreach (string name in Name().Matches(cells[3]).Select(match => match.Groups[1].Value))
                Assert.Matches($@"\b(class|struct|enum|interface|record)( struct)? {name}\b|\b{name} {{ get", code);
        }
    }

    [GeneratedRegex(@"^(?:static |abstract |readonly )*Dicom\.Storage\.DataSets\.([A-Za-z0-9]+)(?:<.*>)?$")]
    private static partial Regex PublicType();

    [GeneratedRegex("`([A-Za-z0-9]+)`")]
    private static partial Regex Name();
}
