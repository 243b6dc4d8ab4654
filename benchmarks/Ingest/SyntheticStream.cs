namespace Dicom.Storage.Ingest;

/// <summary>The bytes of a synthetic image, made while they are read: an object of 1 GB costs the sender no memory.</summary>
internal sealed class SyntheticStream(SyntheticImage image) : Stream
{
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => image.Length;

    public override long Position { get => _position; set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        int total = 0;
        while (total < buffer.Length && _position < image.Length)
        {
            ReadOnlySpan<byte> rest = Rest();
            int count = Math.Min(rest.Length, buffer.Length - total);
            rest[..count].CopyTo(buffer[total..]);
            total += count;
            _position += count;
        }

        return total;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private ReadOnlySpan<byte> Rest() => _position < image.Header.Length
        ? image.Header.AsSpan((int)_position)
        : SyntheticImage.Frame.Span[(int)((_position - image.Header.Length) % SyntheticImage.FrameBytes)..];
}
