using System.IO.Enumeration;

namespace Dicom.Storage.DcmDump;

/// <summary>All files below a folder. A link to a folder is not followed: it may lead back up.</summary>
internal sealed class FolderScan(string root) : FileSystemEnumerator<string>(root, new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0, IgnoreInaccessible = false })
{
    /// <summary>Gets whether a folder could not be listed.</summary>
    public bool HasGaps { get; private set; }

    /// <summary>Finds the files, sorted by path.</summary>
    public List<string> Run()
    {
        List<string> files = [];
        while (MoveNext())
            files.Add(Current);
        files.Sort(StringComparer.Ordinal);
        return files;
    }

    protected override bool ShouldIncludeEntry(ref FileSystemEntry entry) => !entry.IsDirectory;

    protected override bool ShouldRecurseIntoEntry(ref FileSystemEntry entry) => (entry.Attributes & FileAttributes.ReparsePoint) == 0;

    protected override string TransformEntry(ref FileSystemEntry entry) => entry.ToFullPath();

    protected override bool ContinueOnError(int error)
    {
        HasGaps = true;
        return true;
    }
}
