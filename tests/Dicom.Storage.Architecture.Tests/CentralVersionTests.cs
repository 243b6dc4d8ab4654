using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Dicom.Storage.Architecture.Tests;

public sealed partial class CentralVersionTests
{
    [Fact]
    public void Every_central_version_is_exact()
    {
        XDocument props = XDocument.Load(Repository.PathOf("Directory.Packages.props"));
        List<XElement> versions = [.. props.Descendants("PackageVersion"), .. props.Descendants("GlobalPackageReference")];

        Assert.NotEmpty(versions);
        Assert.All(versions, element => Assert.Matches(ExactVersion(), (string?)element.Attribute("Version")));
        Assert.Distinct(versions.Select(element => (string?)element.Attribute("Include")), StringComparer.OrdinalIgnoreCase);
    }

    [Fact]
    public void No_project_names_a_version()
    {
        IEnumerable<string> projects =
            from file in Repository.Projects()
            let references = XDocument.Load(file).Descendants("PackageReference")
            where references.Any(element => element.Attribute("Version") is not null || element.Attribute("VersionOverride") is not null || element.Element("Version") is not null)
            select Repository.RelativePath(file);

        Assert.Empty(projects);
    }

    [Fact]
    public void Every_project_but_the_tools_in_eng_is_in_the_solution()
    {
        string solution = File.ReadAllText(Repository.PathOf("Dicom.Storage.sln")).Replace('\\', '/');
        Assert.All(Repository.Projects().Where(file => !Repository.RelativePath(file).StartsWith("eng/", StringComparison.Ordinal)), file => Assert.Contains(Repository.RelativePath(file), solution, StringComparison.Ordinal));
    }

    [GeneratedRegex(@"^\[\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?\]$")]
    private static partial Regex ExactVersion();
}
