using Dicom.Storage.DataSets;
using Microsoft.Win32.SafeHandles;

namespace Dicom.Storage.Codecs;

/// <summary>Where encoded frames wait until all are there and the data set can be written: in memory up to a limit, then in a file that vanishes with it.</summary>
internal sealed class FrameScratch(TranscoderOptions options) : IDisposable
{
    private readonly Lock _gate = new();
    private SafeFileHandle? _file;
    private long _inMemory;
    private long _inFile;

    /// <summary>Keeps bytes; from any thread.</summary>
    public async ValueTask<Piece> KeepAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        long offset;
        SafeFileHandle file;
        lock (_gate)
        {
            if (_inMemory + bytes.Length <= options.MaxMemoryBytes)
            {
                _inMemory += bytes.Length;
                return new Piece(bytes.ToArray(), null, 0, bytes.Length);
            }

            file = _file ??= Open();
            offset = _inFile;
            _inFile += bytes.Length;
        }

        await RandomAccess.WriteAsync(file, bytes, offset, cancellationToken).ConfigureAwait(false);
        return new Piece(null, file, offset, bytes.Length);
    }

    /// <summary>Takes room for one value that is written from any thread, in any order.</summary>
    public Room Reserve(long length)
    {
        lock (_gate)
        {
            if (length <= options.MaxMemoryBytes)
                return new Room(GC.AllocateUninitializedArray<byte>((int)length), null, length); // every frame is written, or none is read
            _file ??= Open();
            RandomAccess.SetLength(_file, length);
            return new Room(null, _file, length);
        }
    }

    public void Dispose() => _file?.Dispose();

    private SafeFileHandle Open() => File.OpenHandle(
        Path.Combine(options.TemporaryDirectory.Length > 0 ? options.TemporaryDirectory : Path.GetTempPath(), $"transcode-{Guid.NewGuid():N}.tmp"),
        FileMode.CreateNew,
        FileAccess.ReadWrite,
        FileShare.None,
        FileOptions.DeleteOnClose);

    /// <summary>Bytes that were kept.</summary>
    internal readonly record struct Piece(byte[]? Bytes, SafeFileHandle? File, long Offset, int Length)
    {
        public void AddTo(DicomFragmentSequence fragments)
        {
            if (Bytes is not null)
                fragments.Add(Bytes);
            else
                fragments.Add(File!, Offset, Length);
        }
    }

    /// <summary>Room for one value.</summary>
    internal readonly record struct Room(byte[]? Bytes, SafeFileHandle? File, long Length)
    {
        public ValueTask WriteAsync(long offset, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
        {
            if (Bytes is null)
                return RandomAccess.WriteAsync(File!, bytes, offset, cancellationToken);
            bytes.CopyTo(Bytes.AsMemory(checked((int)offset)));
            return ValueTask.CompletedTask;
        }

        public DicomElement ToElement(DicomTag tag, DicomVR vr) =>
            Bytes is not null ? new DicomElement(tag, vr, Bytes) : new DicomElement(tag, vr, File!, 0, Length);
    }
}
