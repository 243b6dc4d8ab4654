namespace Dicom.Storage.Transcode;

/// <summary>A file to transcode.</summary>
/// <param name="Path">As it is named in messages: as the argument has it.</param>
/// <param name="Relative">Relative to its argument: where its result goes below the output folder.</param>
internal sealed record Input(string Path, string Relative)
{
    /// <summary>The files that the arguments stand for, in their order; folders sorted by path.</summary>
    public static List<Input> Of(IEnumerable<string> paths) => [.. paths.SelectMany(Expand)];

    private static IEnumerable<Input> Expand(string path)
    {
        // Links to folders are not followed: one may lead back up.
        EnumerationOptions all = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
        return Directory.Exists(path)
            ? Directory.EnumerateFiles(path, "*", all).Order(StringComparer.Ordinal).Select(file => new Input(file, System.IO.Path.GetRelativePath(path, file)))
            : [new Input(path, System.IO.Path.GetFileName(path))];
    }
}
