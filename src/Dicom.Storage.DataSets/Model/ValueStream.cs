namespace Dicom.Storage.DataSets;

/// <summary>A value as a stream that can seek: one or more pieces, read where they lie.</summary>
internal sealed class ValueStream : Stream
{
    private readonly RawValue[] _pieces;
    private readonly long[] _starts;
    private long _position;

    public ValueStream(params RawValue[] pieces)
    {
        _pieces = pieces;
        _starts = new long[pieces.Length];
        for (int i = 0; i < pieces.Length; i++)
        {
            _starts[i] = Length;
            Length += pieces[i].Length;
        }
    }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length { get; }

    public override long Position
    {
        get => _position;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _position = value;
        }
    }

    public override int Read(Span<byte> buffer)
    {
        int count = Locate(buffer.Length, out RawValue piece, out long within);
        if (count > 0)
            piece.Read(within, buffer[..count]);
        _position += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        ValidateBufferArguments(buffer, offset, count);
        return Read(buffer.AsSpan(offset, count));
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int count = Locate(buffer.Length, out RawValue piece, out long within);
        if (count > 0)
            await piece.ReadAsync(within, buffer[..count], cancellationToken).ConfigureAwait(false);
        _position += count;
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        ValidateBufferArguments(buffer, offset, count);
        return ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }

    public override long Seek(long offset, SeekOrigin origin)
    {
        Position = offset + origin switch
        {
            SeekOrigin.Begin => 0,
            SeekOrigin.Current => _position,
            _ => Length,
        };
        return _position;
    }

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int Locate(int wanted, out RawValue piece, out long within)
    {
        piece = default;
        within = 0;
        if (_position >= Length || wanted == 0)
            return 0;

        int index = Array.BinarySearch(_starts, _position);
        index = index >= 0 ? index : ~index - 1;
        // Empty pieces share their start with the one that follows.
        while (_position - _starts[index] >= _pieces[index].Length)
            index++;
        piece = _pieces[index];
        within = _position - _starts[index];
        return (int)Math.Min(wanted, piece.Length - within);
    }
}
