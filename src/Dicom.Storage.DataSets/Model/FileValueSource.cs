using Microsoft.Win32.SafeHandles;

namespace Dicom.Storage.DataSets;

/// <summary>The bytes of an open file, read by position: no cursor that two readers could disturb.</summary>
internal sealed class FileValueSource : ValueSource
{
    private readonly SafeFileHandle _file;

    public FileValueSource(SafeFileHandle file)
    {
        _file = file;
        Length = RandomAccess.GetLength(file);
    }

    public override long Length { get; }

    /// <summary>Whether it reads this file.</summary>
    public bool IsOf(SafeFileHandle file) => ReferenceEquals(_file, file);

    protected override int ReadSome(long offset, Span<byte> buffer) => RandomAccess.Read(_file, buffer, offset);

    protected override ValueTask<int> ReadSomeAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken) =>
        RandomAccess.ReadAsync(_file, buffer, offset, cancellationToken);

    protected override void DisposeSource() => _file.Dispose();
}
