using System.Xml.Linq;

namespace Dicom.Storage.Architecture.Tests;

/// <summary>A project file, with the file of its kind in eng/ where it imports one.</summary>
internal sealed class ProjectFile
{
    private readonly List<XDocument> _documents;

    public ProjectFile(string path)
    {
        Path = path;
        Name = System.IO.Path.GetFileNameWithoutExtension(path);
        XDocument own = XDocument.Load(path);
        _documents = [own];
        foreach (string import in own.Descendants("Import").Select(element => (string?)element.Attribute("Project") ?? string.Empty))
        {
            string local = import.Replace("$(MSBuildThisFileDirectory)", string.Empty, StringComparison.Ordinal);
            _documents.Add(XDocument.Load(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(path)!, local)));
        }
    }

    public string Name { get; }

    public string Path { get; }

    public string Folder => System.IO.Path.GetDirectoryName(Path)!;

    public static TheoryData<string> Packages() =>
        [.. Repository.Projects("src/").Select(System.IO.Path.GetFileNameWithoutExtension).Select(name => name!)];

    public static ProjectFile Package(string name) => new(Repository.PathOf($"src/{name}/{name}.csproj"));

    public IEnumerable<string> Includes(string item) =>
        _documents.SelectMany(document => document.Descendants(item)).Select(element => (string?)element.Attribute("Include")).OfType<string>();

    public string? Property(string name) =>
        _documents.SelectMany(document => document.Descendants(name)).Select(element => element.Value).FirstOrDefault();

    public IEnumerable<string> ProjectReferences() => Includes("ProjectReference").Select(include => System.IO.Path.GetFileNameWithoutExtension(include));
}
