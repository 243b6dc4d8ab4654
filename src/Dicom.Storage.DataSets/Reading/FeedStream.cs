namespace Dicom.Storage.DataSets;

/// <summary>A stream that ends for now when what was put into it is read, and goes on when more is put in.</summary>
internal sealed class FeedStream(int capacity) : Stream
{
    /// <summary>
    /// The reader takes ahead what it is given and does not tell how much of it was not its own. So it is given little, cut at
    /// multiples of this length: in which of these its data end is then known, however the bytes came.
    /// </summary>
    public const int Block = 16;

    private readonly byte[] _buffer = new byte[capacity];
    private int _start;
    private int _end;
    private long _read;

    /// <summary>Gets how many bytes were put in and not read yet.</summary>
    public int Available => _end - _start;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Gets the bytes put in and not read yet.</summary>
    public ReadOnlySpan<byte> Rest => _buffer.AsSpan(_start, Available);

    /// <summary>Gets how many bytes of the current block have not been read; 0 where one begins.</summary>
    public int RestOfBlock => (int)(-_read & (Block - 1));

    /// <summary>Takes as much as fits in place of what was there, and cuts it off the front of <paramref name="bytes"/>.</summary>
    public int Fill(ref ReadOnlySpan<byte> bytes)
    {
        int taken = Math.Min(bytes.Length, _buffer.Length);
        bytes[..taken].CopyTo(_buffer);
        bytes = bytes[taken..];
        _start = 0;
        _end = taken;
        return taken;
    }

    /// <summary>Forgets what was not read.</summary>
    public void Clear() => _start = _end;

    public override int Read(Span<byte> buffer)
    {
        int taken = Math.Min(Math.Min(buffer.Length, Block - (int)(_read & (Block - 1))), Available);
        _buffer.AsSpan(_start, taken).CopyTo(buffer);
        _start += taken;
        _read += taken;
        return taken;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
