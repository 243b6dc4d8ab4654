namespace Dicom.Storage.DataSets;

/// <summary>A stream that ends for now when what was put into it is read, and goes on when more is put in.</summary>
internal sealed class FeedStream(int capacity) : Stream
{
    private readonly byte[] _buffer = new byte[capacity];
    private int _start;
    private int _end;

    /// <summary>Gets the bytes put in and not read yet.</summary>
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

    public override int Read(Span<byte> buffer)
    {
        int taken = Math.Min(buffer.Length, Available);
        _buffer.AsSpan(_start, taken).CopyTo(buffer);
        _start += taken;
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
