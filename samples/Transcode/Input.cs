namespace Dicom.Storage.Transcode;

/// <summary>A file to transcode.</summary>
/// <param name="Path">As it is named in messages: as the argument has it.</param>
/// <param name="Relative">Relative to its argument: where its result goes below the output folder.</param>
/// <param name="Reason">Why it cannot be looked at, for a folder that cannot be read; otherwise null.</param>
internal sealed record Input(string Path, string Relative, string? Reason = null)
{
    private static readonly EnumerationOptions s_all = new() { AttributesToSkip = 0, IgnoreInaccessible = false };

    /// <summary>The files that the arguments stand for, in their order; folders sorted by path.</summary>
    public static List<Input> Of(IEnumerable<string> paths) => [.. paths.SelectMany(Expand)];

    private static IEnumerable<Input> Expand(string path) => Directory.Exists(path)
        ? Below(path).OrderBy(static input => input.Path, StringComparer.Ordinal)
        : [new Input(path, System.IO.Path.GetFileName(path))];

    // A folder that cannot be read is told of like a file that cannot be converted: what is below it is missing from the result.
    private static List<Input> Below(string root)
    {
        List<Input> found = [];
        Stack<string> open = new([root]);
        while (open.TryPop(out string? folder))
        {
            try
            {
                foreach (FileSystemInfo entry in new DirectoryInfo(folder).EnumerateFileSystemInfos("*", s_all))
                {
                    string path = System.IO.Path.Combine(folder, entry.Name);
                    if (entry is FileInfo)
                        found.Add(new Input(path, System.IO.Path.GetRelativePath(root, path)));
                    else if (entry.LinkTarget is null) // a link to a folder is not followed: one may lead back up
                        open.Push(path);
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                found.Add(new Input(folder, System.IO.Path.GetRelativePath(root, folder), exception.Message));
            }
        }

        return found;
    }
}
