namespace Dicom.Storage.Architecture.Tests;

/// <summary>
/// The tables of options stand between two marks of a page and are compared with the option types. DICOM_STORAGE_WRITE_DOCS=1
/// writes them anew.
/// </summary>
public sealed class OptionDocsTests
{
    private const string Begin = "<!-- options: begin, made from the option types -->\n";
    private const string End = "<!-- options: end -->";

    [Fact]
    public void Every_option_says_what_it_is() =>
        Assert.All(OptionTypes.All.SelectMany(OptionTypes.PropertiesOf), property => Assert.NotEmpty(property.Summary));

    [Fact]
    public void The_page_of_limits_is_what_the_option_types_say() => CheckPart("docs/limits.md", OptionPages.Limits());

    [Fact]
    public void The_table_of_the_readme_is_what_the_option_types_say() => CheckPart("README.md", OptionPages.Options());

    private static void CheckPart(string page, string expected)
    {
        string path = Repository.PathOf(page);
        string text = File.ReadAllText(path);
        int begin = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        int end = text.IndexOf(End, StringComparison.Ordinal);
        Assert.True(begin >= Begin.Length && end >= begin, $"{page} lacks its marks.");
        if (Environment.GetEnvironmentVariable("DICOM_STORAGE_WRITE_DOCS") == "1")
            File.WriteAllText(path, text[..begin] + expected + text[end..]);
        else
            Assert.Equal(Facts(expected), Facts(text[begin..end]));
    }

    // Types, names and defaults must be right at all times; the wording of a description may wait for the next writing.
    private static IEnumerable<string> Facts(string part) =>
        from line in part.Split('\n')
        where line.StartsWith("## ", StringComparison.Ordinal) || line.StartsWith("| `", StringComparison.Ordinal)
        select string.Join('|', line.Split('|').Take(3));
}
