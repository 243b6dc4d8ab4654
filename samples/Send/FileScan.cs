using System.IO.Enumeration;

namespace Dicom.Storage.Send;

/// <summary>Finds the DICOM files among what the user named; one line on standard error for each that is none.</summary>
internal static class FileScan
{
    public static List<DicomFile> Find(IEnumerable<string> paths, TextWriter errors)
    {
        List<DicomFile> files = [];
        foreach (string path in paths.SelectMany(Expand))
        {
            if (Peek(path, out string reason) is { } file)
                files.Add(file);
            else
                errors.WriteLine($"{path}: not sent: {reason}");
        }

        return files;
    }

    // Links to folders are not followed: one may lead back up.
    private static IEnumerable<string> Expand(string path) => Directory.Exists(path)
        ? new FileSystemEnumerable<string>(path, static (ref entry) => entry.ToSpecifiedFullPath(), new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true })
        {
            ShouldIncludePredicate = static (ref entry) => !entry.IsDirectory,
            ShouldRecursePredicate = static (ref entry) => !entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
        }.Order(StringComparer.Ordinal)
        : [path];

    private static DicomFile? Peek(string path, out string reason)
    {
        try
        {
            return FilePeek.Read(path, out reason);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            reason = exception.Message;
            return null;
        }
    }
}
