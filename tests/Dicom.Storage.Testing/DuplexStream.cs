using System.IO.Pipelines;

namespace Dicom.Storage.Testing;

/// <summary>One end of a connection in memory. Reading an empty buffer waits for data, as it does on a socket.</summary>
public sealed class DuplexStream : Stream
{
    private readonly PipeReader _input;
    private readonly PipeWriter _output;
    private readonly Stream _reading;
    private readonly Flow _inFlow;
    private readonly Flow _outFlow;
    private volatile bool _isWriteBlocked;
    private volatile bool _isReading;
    private volatile bool _isDisposed;

    private DuplexStream(PipeReader input, Flow inFlow, PipeWriter output, Flow outFlow)
    {
        _input = input;
        _inFlow = inFlow;
        _output = output;
        _outFlow = outFlow;
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

    /// <summary>Gets whether this end has closed.</summary>
    public bool IsDisposed => _isDisposed;

    /// <summary>Gets whether a write waits for the other end to read.</summary>
    public bool IsWriteBlocked => _isWriteBlocked;

    /// <summary>
    /// Gets whether whoever reads here has come to rest: everything sent to it was read and it waits for more, or it waits for its own write to be
    /// taken, or it has closed. Then time may be moved.
    /// </summary>
    public bool IsAtRest => _isDisposed || _isWriteBlocked || (_isReading && _inFlow.IsEven);

    /// <summary>Makes the two ends of a connection.</summary>
    public static (DuplexStream Here, DuplexStream There) CreatePair()
    {
        Pipe forth = new();
        Pipe back = new();
        Flow there = new();
        Flow here = new();
        return (new DuplexStream(back.Reader, here, forth.Writer, there), new DuplexStream(forth.Reader, there, back.Writer, here));
    }

    /// <summary>Ends this direction: the other end reads what was written, then the end.</summary>
    public void ShutdownWrite() => _output.Complete();

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ValueTask<int> read = _reading.ReadAsync(buffer, cancellationToken);
        _isReading = true;
        try
        {
            int count = await read;
            _isReading = false;
            _inFlow.Read(count);
            return count;
        }
        finally
        {
            _isReading = false;
        }
    }

    /// <inheritdoc/>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        FlushResult result;
        _outFlow.Write(buffer.Length);
        try
        {
            ValueTask<FlushResult> write = _output.WriteAsync(buffer, cancellationToken);
            _isWriteBlocked = !write.IsCompleted;
            result = await write;
        }
        catch (InvalidOperationException e)
        {
            throw new IOException("This direction has ended.", e);
        }
        finally
        {
            _isWriteBlocked = false;
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
            _isDisposed = true;
            _output.Complete();
            _input.Complete();
        }

        base.Dispose(disposing);
    }

    /// <summary>Counts the bytes of one direction.</summary>
    private sealed class Flow
    {
        private long _written;
        private long _read;

        public bool IsEven => Interlocked.Read(ref _written) == Interlocked.Read(ref _read);

        public void Write(int count) => Interlocked.Add(ref _written, count);

        public void Read(int count) => Interlocked.Add(ref _read, count);
    }
}
