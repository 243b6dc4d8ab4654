namespace Dicom.Storage.Testing;

/// <summary>A directory of its own for one test.</summary>
public sealed class TemporaryDirectory : IDisposable
{
    /// <summary>Gets its path.</summary>
    public string FullPath { get; } = Directory.CreateTempSubdirectory("dicom-test-").FullName;

    /// <summary>Gets a path below it.</summary>
    public string this[string name] => Path.Combine(FullPath, name);

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(FullPath, recursive: true);
}
