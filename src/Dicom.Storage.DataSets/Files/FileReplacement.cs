namespace Dicom.Storage.DataSets;

/// <summary>A file that is written beside the one it replaces. Disposed without <see cref="Commit"/> it is gone.</summary>
internal sealed class FileReplacement : IDisposable, IAsyncDisposable
{
    private readonly string _path;
    private readonly string _temporary;
    private bool _committed;

    private FileReplacement(string path)
    {
        _path = path;
        _temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        Stream = new FileStream(_temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
    }

    public FileStream Stream { get; }

    public static FileReplacement Begin(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new FileReplacement(Path.GetFullPath(path));
    }

    public void Commit()
    {
        Stream.Dispose();
#pragma warning disable RS0030 // To replace what is there is what Save was asked for; overwriting is one rename.
        File.Move(_temporary, _path, overwrite: true);
#pragma warning restore RS0030
        _committed = true;
    }

    public void Dispose()
    {
        Stream.Dispose();
        if (!_committed)
            File.Delete(_temporary);
    }

    public async ValueTask DisposeAsync()
    {
        await Stream.DisposeAsync().ConfigureAwait(false);
        if (!_committed)
            File.Delete(_temporary);
    }
}
