namespace Dicom.Storage.Core;

/// <summary>
/// Makes directories for several at once: nobody is told that a directory is there before its name is durable, whoever makes it.
/// </summary>
/// <param name="create">Makes one durably.</param>
internal sealed class DirectoryMaker(Action<string> create)
{
    private readonly Lock _lock = new();

    public DirectoryMaker()
        : this(DurableDirectory.Create)
    {
    }

    /// <exception cref="IOException">The directory cannot be made.</exception>
    public void Ensure(string path)
    {
        // Looked for under the lock: a directory that another thread has just made is seen before its name has been flushed.
        lock (_lock)
        {
            if (!Directory.Exists(path))
                create(path);
        }
    }
}
