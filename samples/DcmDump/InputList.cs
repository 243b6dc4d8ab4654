using System.IO.Enumeration;

namespace Dicom.Storage.DcmDump;

/// <summary>The files that the arguments stand for, in their order; folders sorted by path.</summary>
internal static class InputList
{
    public static List<DumpInput> Of(IReadOnlyList<string> paths)
    {
        List<DumpInput> inputs = [];
        foreach (string path in paths)
        {
            if (Directory.Exists(path))
                AddFolder(path, inputs);
            else
                inputs.Add(new DumpInput(path, Path.GetFileName(path)));
        }

        return inputs;
    }

    /// <summary>Two files cannot be written to one place, and none onto one that is still to be read.</summary>
    public static void RefuseSameTargets(List<DumpInput> inputs, string folder, string extension)
    {
        HashSet<string> taken = [.. inputs.Select(input => Path.GetFullPath(input.Path))];
        for (int i = 0; i < inputs.Count; i++)
        {
            string target = Path.GetFullPath(Path.Combine(folder, inputs[i].Relative + extension));
            if (inputs[i].Complaint is null && !taken.Add(target))
                inputs[i] = inputs[i] with { Complaint = $"{target} is a file that is read, or is written for another one." };
        }
    }

    private static void AddFolder(string folder, List<DumpInput> inputs)
    {
        try
        {
            // A link to a folder is not followed: it may lead back up.
            var files = new FileSystemEnumerable<string>(folder, static (ref FileSystemEntry entry) => entry.ToSpecifiedFullPath(), new EnumerationOptions
            {
                RecurseSubdirectories = true,
                AttributesToSkip = 0,
                IgnoreInaccessible = false,
            })
            {
                ShouldIncludePredicate = static (ref FileSystemEntry entry) => !entry.IsDirectory,
                ShouldRecursePredicate = static (ref FileSystemEntry entry) => (entry.Attributes & FileAttributes.ReparsePoint) == 0,
            };
            string[] found = [.. files];
            Array.Sort(found, StringComparer.Ordinal);
            foreach (string file in found)
                inputs.Add(new DumpInput(file, Path.GetRelativePath(folder, file)));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            inputs.Add(new DumpInput(folder, string.Empty, "The folder cannot be listed: " + exception.Message));
        }
    }
}
