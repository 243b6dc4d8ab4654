using Dicom.Storage.Testing;

namespace Dicom.Storage.Architecture.Tests;

/// <summary>The files of this repository: what lies under the folder of Dicom.Storage.sln, without what is built or written by runs.</summary>
internal static class Repository
{
    private static readonly string[] s_ignoredFolders = [".git", ".vs", "artifacts", "bin", "obj", "data", "TestResults", "BenchmarkDotNet.Artifacts"];

    public static IReadOnlyList<string> Files { get; } = List(new DirectoryInfo(SourceTree.Root));

    public static string PathOf(string relativePath) => SourceTree.PathOf(relativePath);

    public static string RelativePath(string path) => Path.GetRelativePath(SourceTree.Root, path).Replace('\\', '/');

    public static IEnumerable<string> Sources(params string[] folders) =>
        from file in Files
        let relative = RelativePath(file)
        where relative.EndsWith(".cs", StringComparison.Ordinal) && !relative.EndsWith(".generated.cs", StringComparison.Ordinal)
        where folders.Any(folder => relative.StartsWith(folder + "/", StringComparison.Ordinal))
        select file;

    public static IEnumerable<string> Projects(string folder = "") =>
        Files.Where(file => file.EndsWith(".csproj", StringComparison.Ordinal) && RelativePath(file).StartsWith(folder, StringComparison.Ordinal));

    private static List<string> List(DirectoryInfo root)
    {
        List<string> files = [];
        Stack<DirectoryInfo> pending = new([root]);
        while (pending.TryPop(out DirectoryInfo? folder))
        {
            files.AddRange(folder.EnumerateFiles().Select(file => file.FullName));
            foreach (DirectoryInfo child in folder.EnumerateDirectories().Where(child => !s_ignoredFolders.Contains(child.Name, StringComparer.Ordinal)))
                pending.Push(child);
        }

        files.Sort(StringComparer.Ordinal);
        return files;
    }
}
