using System.Reflection;
using System.Text.RegularExpressions;
using Dicom.Storage.Testing;

namespace Dicom.Storage.DataSets.Tests.Catalogue;

/// <summary>Holds this folder against the list of entries: none is left out.</summary>
public sealed partial class CatalogueTests
{
    // Entries that a whole server answers: the project and the test there.
    private static readonly Dictionary<string, (string File, string Test)> s_elsewhere = new()
    {
        ["S23"] = ("tests/Dicom.Storage.Scp.Tests/RefusalTests.cs", "An_object_larger_than_the_limit_is_out_of_resources"),
    };

    [Fact]
    public void Every_entry_S1_to_S25_and_F1_to_F8_has_a_test()
    {
        HashSet<string> tested = [.. Methods().SelectMany(name => Entry().Matches(name).Select(match => match.Value))];
        IEnumerable<string> entries = [.. Enumerable.Range(1, 25).Select(i => $"S{i}"), .. Enumerable.Range(1, 8).Select(i => $"F{i}")];

        Assert.Equal(s_elsewhere.Keys, entries.Where(entry => !tested.Contains(entry)));
    }

    [Fact]
    public void The_tests_elsewhere_are_there()
    {
        Assert.All(s_elsewhere.Values, place => Assert.Contains(place.Test, File.ReadAllText(SourceTree.PathOf(place.File)), StringComparison.Ordinal));
    }

    private static IEnumerable<string> Methods() =>
        from type in typeof(CatalogueTests).Assembly.GetTypes()
        where type.Namespace == typeof(CatalogueTests).Namespace
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance)
        where method.GetCustomAttribute<FactAttribute>() is not null
        select method.Name;

    [GeneratedRegex("(?<![A-Za-z0-9])[SF][0-9]+(?=_)")]
    private static partial Regex Entry();
}
