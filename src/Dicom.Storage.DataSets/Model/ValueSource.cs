namespace Dicom.Storage.DataSets;

/// <summary>
/// Where the values of an opened data set lie: its bytes by position, and the pooled memory that holds the small ones. Once
/// disposed it refuses every access, so that nobody reads memory that has gone back to the pool.
/// </summary>
internal abstract class ValueSource : IDisposable
{
    private readonly ValueArena _arena = new();
    private bool _disposed;

    /// <summary>Gets the number of bytes when it is known without reading them, else -1.</summary>
    public abstract long Length { get; }

    /// <summary>Gets the array that all the bytes lie in, when there is one; positions are relative to its offset.</summary>
    public virtual ArraySegment<byte> Whole => default;

    /// <summary>Gets why reading ended before the end, for a source that decodes.</summary>
    public virtual DataSetFailure? Failure => null;

    /// <summary>Gets what was odd in a source that decodes.</summary>
    public virtual DataSetAnomalies Anomalies => DataSetAnomalies.None;

    /// <summary>Gets the bytes of all kept values.</summary>
    public long KeptBytes => _arena.Bytes;

    /// <summary>Takes pooled memory for a value that is to be kept.</summary>
    public ArraySegment<byte> Take(int length)
    {
        ThrowIfDisposed();
        return _arena.Take(length);
    }

    /// <summary>Reads until the buffer is full or the bytes end.</summary>
    public int Read(long offset, Span<byte> buffer)
    {
        ThrowIfDisposed();
        int done = 0;
        while (done < buffer.Length && ReadSome(offset + done, buffer[done..]) is > 0 and int read)
            done += read;
        return done;
    }

    /// <inheritdoc cref="Read"/>
    public async ValueTask<int> ReadAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        ThrowIfDisposed();
        int done = 0;
        while (done < buffer.Length)
        {
            int read = await ReadSomeAsync(offset + done, buffer[done..], cancellationToken).ConfigureAwait(false);
            if (read == 0)
                break;
            done += read;
        }

        return done;
    }

    public void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_disposed, typeof(DicomFile));

    public void Dispose()
    {
        if (_disposed)
            return;

        _disposed = true;
        _arena.Release();
        DisposeSource();
    }

    protected abstract int ReadSome(long offset, Span<byte> buffer);

    protected abstract ValueTask<int> ReadSomeAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken);

    protected abstract void DisposeSource();
}
