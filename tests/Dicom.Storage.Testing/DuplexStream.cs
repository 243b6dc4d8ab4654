using System.IO.Pipelines;

namespace Dicom.Storage.Testing;

/// <summary>One end of a connection in memory. Reading an empty buffer waits for data, as it does on a socket.</summary>
public sealed class DuplexStream : Stream
{
    private readonly PipeReader _input;
    private readonly PipeWriter _output;
    private readonly Stream _reading;
    private volatile bool _isWriteBlocked;

    private DuplexStream(PipeReader input, PipeWriter output)
    {
        _input = input;
        _output = output;
        _reading = input.AsStream(leaveOpen: true);
    }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Gets whether a write waits for the other end to read.</summary>
    public bool IsWriteBlocked => _isWriteBlocked;

    /// <summary>Makes the two ends of a connection.</summary>
    public static (DuplexStream Here, DuplexStream There) CreatePair()
    {
        Pipe forth = new();
        Pipe back = new();
        return (new DuplexStream(back.Reader, forth.Writer), new DuplexStream(forth.Reader, back.Writer));
    }

    /// <summary>Ends this direction: the other end reads what was written, then the end.</summary>
    public void ShutdownWrite() => _output.Complete();

    /// <inheritdoc/>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => _reading.ReadAsync(buffer, cancellationToken);

    /// <inheritdoc/>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        FlushResult result;
        try
        {
            ValueTask<FlushResult> write = _output.WriteAsync(buffer, cancellationToken);
            _isWriteBlocked = !write.IsCompleted;
            result = await write;
            _isWriteBlocked = false;
        }
        catch (InvalidOperationException e)
        {
            throw new IOException("This direction has ended.", e);
        }

        if (result.IsCompleted)
            throw new IOException("The other end does not read any more.");
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _output.Complete();
            _input.Complete();
        }

        base.Dispose(disposing);
    }
}
