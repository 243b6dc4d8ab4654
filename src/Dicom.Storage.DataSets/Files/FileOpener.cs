using System.Buffers;

namespace Dicom.Storage.DataSets;

/// <summary>Opens a file from a source: the head, then the data set piece by piece, large values passed over.</summary>
internal sealed class FileOpener : IDisposable
{
    private const int PieceSize = Part10Reader.MaxHeaderLength;

    private readonly ValueSource _source;
    private readonly DicomOpenOptions _options;
    private ValueSource _values;
    private FileHead? _head;
    private DatasetBuilder? _builder;
    private long _position;

    private FileOpener(ValueSource source, DicomOpenOptions? options)
    {
        _source = source;
        _values = source;
        _options = options ?? new DicomOpenOptions();
    }

    public DicomFile? File { get; private set; }

    public DataSetFailure? Failure { get; private set; }

    public static ValueSource SourceOf(string path) => new FileValueSource(System.IO.File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete));

    public static DataSetFailure TooLong(DicomOpenOptions options) =>
        new(DataSetFailureKind.Limit, options.MaxStreamBytes, $"The stream has more than {options.MaxStreamBytes} bytes and cannot seek.");

    /// <summary>Opens the source, or disposes it.</summary>
    public static FileOpener Open(ValueSource source, DicomOpenOptions? options)
    {
        var opener = new FileOpener(source, options);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(PieceSize);
        try
        {
            int count = source.Read(0, buffer.AsSpan(0, PieceSize));
            bool more = opener.Begin(buffer.AsSpan(0, count));
            while (more)
            {
                count = opener._values.Read(opener._position, buffer.AsSpan(0, PieceSize));
                more = opener.Take(buffer.AsSpan(0, count));
            }

            opener.End();
            return opener;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            opener.Dispose();
        }
    }

    /// <inheritdoc cref="Open"/>
    public static async Task<FileOpener> OpenAsync(ValueSource source, DicomOpenOptions? options, CancellationToken cancellationToken)
    {
        var opener = new FileOpener(source, options);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(PieceSize);
        try
        {
            int count = await source.ReadAsync(0, buffer.AsMemory(0, PieceSize), cancellationToken).ConfigureAwait(false);
            bool more = opener.Begin(buffer.AsSpan(0, count));
            while (more)
            {
                count = await opener._values.ReadAsync(opener._position, buffer.AsMemory(0, PieceSize), cancellationToken).ConfigureAwait(false);
                more = opener.Take(buffer.AsSpan(0, count));
            }

            opener.End();
            return opener;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            opener.Dispose();
        }
    }

    /// <summary>Reads a stream that cannot seek to its end; null when it is longer than allowed.</summary>
    public static ValueSource? ReadAll(Stream stream, DicomOpenOptions options)
    {
        var bytes = new ArrayBufferWriter<byte>();
        while (bytes.WrittenCount <= options.MaxStreamBytes)
        {
            int read = stream.Read(bytes.GetSpan(PieceSize)[..PieceSize]);
            if (read == 0)
                return WholeOf(stream, bytes, options);
            bytes.Advance(read);
        }

        return null;
    }

    /// <inheritdoc cref="ReadAll"/>
    public static async Task<ValueSource?> ReadAllAsync(Stream stream, DicomOpenOptions options, CancellationToken cancellationToken)
    {
        var bytes = new ArrayBufferWriter<byte>();
        while (bytes.WrittenCount <= options.MaxStreamBytes)
        {
            int read = await stream.ReadAsync(bytes.GetMemory(PieceSize)[..PieceSize], cancellationToken).ConfigureAwait(false);
            if (read == 0)
                return WholeOf(stream, bytes, options);
            bytes.Advance(read);
        }

        return null;
    }

    private static MemoryValueSource WholeOf(Stream stream, ArrayBufferWriter<byte> bytes, DicomOpenOptions options)
    {
        if (!options.LeaveOpen)
            stream.Dispose();
        return new MemoryValueSource(bytes.WrittenMemory);
    }

    // True when more is wanted.
    private bool Begin(ReadOnlySpan<byte> start)
    {
        bool read = Part10Reader.TryRead(start, out DicomFileMeta? meta, out long offset, out DataSetFailure? failure, _options.Mode);
        if (start.Length == PieceSize && Part10Reader.EndsInMeta(read, offset, start.Length, failure))
            failure = Part10Reader.TooLong;
        if (meta is null || failure is not null)
        {
            Failure = failure;
            return false;
        }

        // Private syntaxes are explicit little endian more often than not, and the tolerant reader sees when this one is not.
        if ((meta.TransferSyntax ?? (_options.Mode == DataSetReadMode.Tolerant ? DicomTransferSyntax.ExplicitVRLittleEndian : null)) is not { } syntax)
        {
            Failure = new DataSetFailure(DataSetFailureKind.Structure, offset, "The transfer syntax (0002,0010) is none of the standard.");
            return false;
        }

        _head = FileHead.Read(start[..(int)offset], meta);
        if (syntax.IsDeflated)
        {
            _values = new InflatingValueSource(_source, offset, _options.Limits);
            _builder = new DatasetBuilder(_values, 0, syntax, _options);
            return true;
        }

        _builder = new DatasetBuilder(_source, offset, syntax, _options);
        _position = offset;
        return Take(start[(int)offset..]);
    }

    private bool Take(ReadOnlySpan<byte> bytes)
    {
        _position += bytes.Length;
        bool more = bytes.Length > 0 && _builder!.Append(bytes);
        if (more && _values.Length >= 0)
            _position += _builder!.TakeSkip(_values.Length - _position);
        return more;
    }

    private void End()
    {
        if (_builder is null)
            return;

        _builder.Complete();
        Failure = _values.Failure ?? _builder.Failure;
        if (Failure is null || _options.KeepWhatWasRead)
            File = DicomFile.Make(_source, _values, _head!, _builder);
    }

    public void Dispose()
    {
        if (File is not null)
            return;
        _values.Dispose();
        _source.Dispose();
    }
}
