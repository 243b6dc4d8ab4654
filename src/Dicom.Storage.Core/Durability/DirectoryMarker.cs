using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Dicom.Storage.Core;

/// <summary>
/// A file that tells a directory of the storage from another one in its place. Where a volume is not mounted, or has gone, its mount
/// point is an ordinary directory: what is written there is hidden as soon as the volume is back.
/// </summary>
internal sealed class DirectoryMarker
{
    /// <summary>The marker's name in its directory.</summary>
    public const string FileName = ".dicom-storage";

    private const int MaxBytes = 4_096;

    private readonly string _path;
    private readonly byte[] _content;
    private volatile StrongBox<FileIdentity> _seen;

    private DirectoryMarker(string path)
    {
        _path = path;
        _content = Read(path);
        _seen = new StrongBox<FileIdentity>(FileIdentity.Of(path));
    }

    /// <summary>Finds the marker of a directory, or makes both.</summary>
    /// <param name="directory">The directory.</param>
    /// <param name="mustExist">Whether a directory without marker is refused; nothing is made then.</param>
    /// <param name="option">The option that names the directory, for the message.</param>
    /// <exception cref="IOException">The marker is missing and must be there, or it cannot be made or read.</exception>
    public static DirectoryMarker Open(string directory, bool mustExist, string option)
    {
        string path = Path.Combine(directory, FileName);
        if (!File.Exists(path))
        {
            if (mustExist)
                throw new IOException($"'{directory}' has no marker file {FileName}, and {option} says that it must: is its volume mounted?");
            DurableDirectory.Create(directory);
            Make(path);
            DurableFile.FlushDirectory(directory);
        }

        return new DirectoryMarker(path);
    }

    /// <summary>Whether the directory is still the one that was opened, by the marker's content.</summary>
    public bool IsThere()
    {
        try
        {
            if (!Read(_path).AsSpan().SequenceEqual(_content))
                return false;
            _seen = new StrongBox<FileIdentity>(FileIdentity.Of(_path));
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>The same for each object: by the file's number, which costs one system call, and by the content only where that has changed.</summary>
    /// <exception cref="IOException">The directory is not the one that was opened; waiting for its volume may mend it.</exception>
    public void Require()
    {
        if (!IsSameFile() && !IsThere())
            throw new IOException($"The marker file {FileName} of a storage directory has gone: is its volume mounted?");
    }

    private bool IsSameFile()
    {
        try
        {
            return FileIdentity.Of(_path) == _seen.Value;
        }
        catch (IOException)
        {
            return false;
        }
    }

    // Whole and flushed under another name first: a marker that is there is never half.
    private static void Make(string path)
    {
        string temporary = $"{path}.{Guid.NewGuid():N}";
        using (SafeFileHandle file = DurableFile.CreateNew(temporary))
        {
            RandomAccess.Write(file, Encoding.ASCII.GetBytes($"{Guid.NewGuid():N}\nA directory of Dicom.Storage. Leave this file: without it nothing is written here.\n"), 0);
            DurableFile.Flush(file);
        }

        if (!DurableFile.TryRenameNoReplace(temporary, path))
            File.Delete(temporary); // another process of the same store was first
    }

    private static byte[] Read(string path)
    {
        using SafeFileHandle file = File.OpenHandle(path);
        byte[] content = new byte[MaxBytes];
        return content[..RandomAccess.Read(file, content, 0)];
    }
}
