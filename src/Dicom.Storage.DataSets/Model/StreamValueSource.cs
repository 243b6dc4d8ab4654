namespace Dicom.Storage.DataSets;

/// <summary>A stream that can seek, from the position it was given at. It has one cursor, so reads go one at a time.</summary>
internal sealed class StreamValueSource(Stream stream, bool leaveOpen) : ValueSource
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly long _start = stream.Position;

    public override long Length { get; } = Math.Max(0, stream.Length - stream.Position);

    protected override int ReadSome(long offset, Span<byte> buffer)
    {
        _turn.Wait();
        try
        {
            stream.Position = _start + offset;
            return stream.Read(buffer);
        }
        finally
        {
            _turn.Release();
        }
    }

    protected override async ValueTask<int> ReadSomeAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            stream.Position = _start + offset;
            return await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    protected override void DisposeSource()
    {
        if (!leaveOpen)
            stream.Dispose();
        _turn.Dispose();
    }
}
