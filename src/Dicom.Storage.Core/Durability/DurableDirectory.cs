namespace Dicom.Storage.Core;

/// <summary>Makes directories whose names survive a power cut.</summary>
internal static class DurableDirectory
{
    /// <summary>Makes the directory and those above it; each new name is flushed in its parent.</summary>
    public static void Create(string path)
    {
        Stack<string> missing = new();
        for (string? current = Path.GetFullPath(path); current is not null && !Directory.Exists(current); current = Path.GetDirectoryName(current))
            missing.Push(current);

        foreach (string directory in missing)
        {
            Directory.CreateDirectory(directory);
            DurableFile.FlushDirectory(Path.GetDirectoryName(directory)!);
        }
    }
}
