using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Dicom.Storage.Architecture.Tests;

public sealed class PackageGraphTests
{
    public static TheoryData<string> Packages => ProjectFile.Packages();

    [Fact]
    public void Every_package_is_in_the_table()
    {
        IEnumerable<string> unknown = Packages.Select(row => row.Data).Where(name => !PackageRules.All.ContainsKey(name));
        Assert.Empty(unknown);
        Assert.NotEmpty(Packages);
    }

    [Fact]
    public void The_table_has_no_cycle()
    {
        foreach (string package in PackageRules.All.Keys)
            Assert.DoesNotContain(package, PackageRules.ProjectsBelow(package));
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void A_project_file_references_only_what_the_table_allows(string package)
    {
        ProjectFile project = ProjectFile.Package(package);
        PackageRule rule = PackageRules.All[package];

        Assert.Empty(project.ProjectReferences().Except(rule.Projects, StringComparer.Ordinal));
        Assert.Empty(project.Includes("PackageReference").Except(rule.Packages, StringComparer.Ordinal).Except(PackageRules.BuildOnly, StringComparer.Ordinal));
        Assert.Empty(project.Includes("FrameworkReference").Except(rule.Frameworks ?? [], StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void A_built_assembly_references_only_what_lies_below_it(string package)
    {
        IReadOnlySet<string> projects = PackageRules.ProjectsBelow(package);
        IReadOnlySet<string> packages = PackageRules.PackagesBelow(package);
        IEnumerable<string> wrong = ReferencesOf(package)
            .Where(name => !projects.Contains(name) && !IsOfTheFramework(name) && !IsOf(packages, name));

        Assert.Empty(wrong);
    }

    // The lowest layer and the network must stay usable without any host.
    [Fact]
    public void The_data_set_package_needs_the_framework_only() =>
        Assert.All(ReferencesOf("Dicom.Storage.DataSets"), name => Assert.True(IsOfTheFramework(name), name));

    private static IEnumerable<string> ReferencesOf(string package)
    {
        using FileStream file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, package + ".dll"));
        using PEReader image = new(file);
        MetadataReader metadata = image.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))];
    }

    private static bool IsOfTheFramework(string assembly) =>
        File.Exists(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, assembly + ".dll"));

    // What an allowed package itself brings along: its abstractions, what the generated binding of options calls and, for SQLite,
    // the wrapper of the native library.
    private static bool IsOf(IReadOnlySet<string> packages, string assembly) =>
        packages.Contains(assembly)
        || (assembly == "Microsoft.Extensions.Primitives" && packages.Contains("Microsoft.Extensions.Options"))
        || (assembly is "Microsoft.Extensions.Configuration" or "Microsoft.Extensions.Configuration.Binder"
            && packages.Contains("Microsoft.Extensions.Options.ConfigurationExtensions"))
        || (assembly.StartsWith("SQLitePCLRaw.", StringComparison.Ordinal) && packages.Contains("Microsoft.Data.Sqlite"))
        || (assembly.StartsWith("MongoDB.", StringComparison.Ordinal) && packages.Contains("MongoDB.Driver"))
        || (assembly.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal) && packages.Contains("Microsoft.AspNetCore.OpenApi"));
}
