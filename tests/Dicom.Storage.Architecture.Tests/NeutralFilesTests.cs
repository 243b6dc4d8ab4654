using System.Text.RegularExpressions;

namespace Dicom.Storage.Architecture.Tests;

/// <summary>What is in the repository works on any machine: it names no package source and no folder of a desk.</summary>
public sealed partial class NeutralFilesTests
{
    private static readonly string[] s_textFiles =
        [".cs", ".csproj", ".props", ".targets", ".sln", ".config", ".json", ".xml", ".md", ".sh", ".sql", ".txt", ".yml", ".editorconfig", ""];

    [Fact]
    public void Nuget_config_sets_behaviour_only()
    {
        string text = File.ReadAllText(Repository.PathOf("nuget.config"));
        Assert.DoesNotContain("packageSource", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("://", text, StringComparison.Ordinal);
    }

    [Fact]
    public void No_file_names_a_package_source() => Assert.Empty(FilesWith(PackageSource()));

    [Fact]
    public void No_file_names_a_folder_of_a_desk() => Assert.Empty(FilesWith(DeskFolder()));

    [Theory]
    [InlineData("https:" + "//feed.example/v3/index.json", true)]
    [InlineData("https:" + "//proxy.example/nuget/", true)]
    [InlineData("https:" + "//keepachangelog.com/en/1.1.0/", false)]
    public void The_search_knows_a_package_source(string text, bool expected) => Assert.Equal(expected, PackageSource().IsMatch(text));

    private static IEnumerable<string> FilesWith(Regex pattern) =>
        from file in Repository.Files
        where s_textFiles.Contains(Path.GetExtension(file), StringComparer.Ordinal) && new FileInfo(file).Length < 4 << 20
        from line in File.ReadLines(file).Index()
        where pattern.IsMatch(line.Item)
        select $"{Repository.RelativePath(file)}({line.Index + 1})";

    // Split literals: the patterns must not find themselves.
    [GeneratedRegex(@"https?:" + @"//[^\s""'<>]*(nuget|/v[23]/index\.json|artifactory|/feed)", RegexOptions.IgnoreCase)]
    private static partial Regex PackageSource();

    [GeneratedRegex(@"(?<![\w.~$}])/" + @"(home|root|work|Users)/|[A-Z]:\\" + @"Users\\|/tmp/" + "brief", RegexOptions.None)]
    private static partial Regex DeskFolder();
}
