namespace Dicom.Storage.Core;

/// <summary>Makes directories whose names survive a power cut.</summary>
internal static class DurableDirectory
{
    /// <summary>Makes the directory and those above it; each new name is flushed in its parent.</summary>
    /// <exception cref="IOException">One of them cannot be made, also for want of permission.</exception>
    public static void Create(string path)
    {
        Stack<string> missing = new();
        for (string? current = Path.GetFullPath(path); current is not null && !Directory.Exists(current); current = Path.GetDirectoryName(current))
            missing.Push(current);

        foreach (string directory in missing)
        {
            Make(directory);
            DurableFile.FlushDirectory(Path.GetDirectoryName(directory)!);
        }
    }

    private static void Make(string directory)
    {
        try
        {
            Directory.CreateDirectory(directory);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new IOException("A directory may not be made here.", exception); // a volume that takes nothing, as any other failure of it
        }
    }
}
