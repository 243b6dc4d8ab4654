using System.Text.RegularExpressions;

namespace Dicom.Storage.Architecture.Tests;

/// <summary>The C# of the documentation is taken from regions of code that is compiled and run.</summary>
public sealed partial class SnippetTests
{
    [Theory]
    [InlineData("docs/datasets.md", "tests/Dicom.Storage.DataSets.Tests/Docs/")]
    [InlineData("docs/transcoding.md", "tests/Dicom.Storage.Codecs.Tests/Docs/")]
    [InlineData("docs/codecs.md", "tests/Dicom.Storage.Codecs.Tests/CodecDocs/")]
    public void Every_block_of_CSharp_is_a_region_of_a_test(string page, string folder)
    {
        string[] blocks = [.. Block().Matches(File.ReadAllText(Repository.PathOf(page))).Select(match => match.Groups[1].Value)];
        string[] regions = [.. Repository.Sources("tests").Where(file => Repository.RelativePath(file).StartsWith(folder, StringComparison.Ordinal)).SelectMany(Regions)];

        Assert.NotEmpty(blocks);
        Assert.Equal(regions.Order(StringComparer.Ordinal), blocks.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Regions(string file) =>
        from match in Region().Matches(File.ReadAllText(file))
        let indent = match.Groups[1].Length
        select string.Concat(match.Groups[2].Value.Split('\n')[..^1].Select(line => (line.Length > indent ? line[indent..] : string.Empty) + "\n"));

    [GeneratedRegex(@"```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"^( *)#region [^\n]*\n(.*?)^ *#endregion", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Region();
}
