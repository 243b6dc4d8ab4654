namespace Dicom.Storage.DcmDump;

/// <summary>A file that bears its name only when it is whole.</summary>
internal sealed class OutputFile : IDisposable
{
    private readonly string _path;
    private readonly string _part;
    private bool _kept;

    public OutputFile(string path)
    {
        _path = path;
        _part = path + ".part";
        Stream = new FileStream(_part, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
    }

    public Stream Stream { get; }

    public void Keep()
    {
        Stream.Dispose();
        File.Move(_part, _path, overwrite: true);
        _kept = true;
    }

    public void Dispose()
    {
        Stream.Dispose();
        if (!_kept)
            File.Delete(_part);
    }
}
