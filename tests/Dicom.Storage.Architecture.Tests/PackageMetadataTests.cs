namespace Dicom.Storage.Architecture.Tests;

public sealed class PackageMetadataTests
{
    public static TheoryData<string> Packages => ProjectFile.Packages();

    [Theory]
    [MemberData(nameof(Packages))]
    public void A_package_says_what_it_is(string package)
    {
        ProjectFile project = ProjectFile.Package(package);
        Assert.InRange(project.Property("Description")?.Length ?? 0, 20, 300);
        Assert.Equal("true", project.Property("IsPackable"));
        Assert.Equal("MIT", project.Property("PackageLicenseExpression"));
        Assert.Equal("README.md", project.Property("PackageReadmeFile"));
        Assert.Equal("true", project.Property("GenerateDocumentationFile"));
    }

    // Library.props turns it on; a project that turns it off writes why in a comment right above.
    [Theory]
    [MemberData(nameof(Packages))]
    public void A_package_is_made_for_ahead_of_time_compilation_or_says_why_not(string package)
    {
        ProjectFile project = ProjectFile.Package(package);
        string text = File.ReadAllText(project.Path);
        bool refuses = text.Contains("<IsAotCompatible>false", StringComparison.Ordinal);

        Assert.Equal(refuses ? "false" : "true", project.Property("IsAotCompatible"));
        Assert.True(!refuses || text[..text.IndexOf("<IsAotCompatible>", StringComparison.Ordinal)].TrimEnd().EndsWith("-->", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void A_package_lists_its_public_surface(string package)
    {
        string folder = ProjectFile.Package(package).Folder;
        Assert.StartsWith("#nullable enable", File.ReadAllText(Path.Combine(folder, "PublicAPI.Shipped.txt")), StringComparison.Ordinal);
        Assert.StartsWith("#nullable enable", File.ReadAllText(Path.Combine(folder, "PublicAPI.Unshipped.txt")), StringComparison.Ordinal);
    }

    // One namespace a package; extension methods may live where their users look for them.
    [Theory]
    [MemberData(nameof(Packages))]
    public void A_package_has_one_namespace(string package)
    {
        IEnumerable<string> others = Repository.Sources("src/" + package)
            .SelectMany(File.ReadLines)
            .Where(line => line.StartsWith("namespace ", StringComparison.Ordinal))
            .Select(line => line["namespace ".Length..].TrimEnd(';', ' '))
            .Where(name => name != package && name != "Microsoft.Extensions.DependencyInjection")
            .Distinct(StringComparer.Ordinal);

        Assert.Empty(others);
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void A_package_has_tests(string package) =>
        Assert.True(File.Exists(Repository.PathOf($"tests/{package}.Tests/{package}.Tests.csproj")), package);
}
