using Dicom.Storage.DataSets;
using Microsoft.Win32.SafeHandles;

namespace Dicom.Storage.DcmDump;

/// <summary>Reads one file after the other in pieces, with one buffer for all.</summary>
internal sealed class FileSource : IDisposable
{
    private readonly byte[] _buffer = new byte[Part10Reader.MaxHeaderLength];
    private SafeFileHandle? _file;
    private long _length;
    private long _position; // of the byte after the buffer
    private int _start;
    private int _end;

    /// <summary>Gets the path of the file that is open.</summary>
    public string Path { get; private set; } = string.Empty;

    public DicomFileMeta Meta { get; private set; } = null!;

    public DicomTransferSyntax Syntax { get; private set; } = null!;

    /// <summary>Gets the byte of the file at which the data set begins.</summary>
    public long DataSetOffset { get; private set; }

    /// <summary>Gets the file's first bytes, up to the data set; valid before the first piece is read.</summary>
    public ReadOnlySpan<byte> Head => _buffer.AsSpan(0, (int)DataSetOffset);

    /// <summary>Opens a file and reads its head.</summary>
    public DumpFailure? Open(string path)
    {
        _file?.Dispose();
        Path = path;
        _file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        _length = RandomAccess.GetLength(_file);
        _position = 0;
        Fill();
        if (!Part10Reader.TryRead(_buffer.AsSpan(0, _end), out DicomFileMeta? meta, out long offset, out DataSetFailure? failure))
            return new DumpFailure(failure.Offset, failure.Message);
        if (meta.TransferSyntax is not { } syntax)
            return new DumpFailure(offset, $"The transfer syntax {meta.TransferSyntaxUid} is not known.");

        Meta = meta;
        Syntax = syntax;
        DataSetOffset = offset;
        Rewind();
        return null;
    }

    /// <summary>Goes back to the first byte of the data set.</summary>
    public void Rewind()
    {
        if (_position > _end)
        {
            _position = 0;
            Fill();
        }

        _start = (int)DataSetOffset;
    }

    /// <summary>Gets the next bytes of the data set; empty at the end of the file.</summary>
    public ReadOnlySpan<byte> Next()
    {
        if (_start == _end)
            Fill();
        ReadOnlySpan<byte> piece = _buffer.AsSpan(_start, _end - _start);
        _start = _end;
        return piece;
    }

    /// <summary>Passes over bytes that come after the last piece.</summary>
    /// <returns>How many there were: fewer than asked for when the file is cut.</returns>
    public long Skip(long count)
    {
        long skipped = Math.Min(count, _length - _position);
        _position += skipped;
        return skipped;
    }

    public DumpFailure Failure(DataSetFailure failure) => Syntax.IsDeflated
        ? new DumpFailure(DataSetOffset, $"Byte {failure.Offset} of the inflated data set: {failure.Message}")
        : new DumpFailure(DataSetOffset + failure.Offset, failure.Message);

    public void Dispose() => _file?.Dispose();

    private void Fill()
    {
        _start = 0;
        _end = 0;
        int read = 1;
        while (_position < _length && _end < _buffer.Length && read > 0)
        {
            read = RandomAccess.Read(_file!, _buffer.AsSpan(_end), _position);
            _end += read;
            _position += read;
        }
    }
}
