using Microsoft.Win32.SafeHandles;

namespace Dicom.Storage.Core;

/// <summary>
/// An object on its way into the spool. Bytes go to the file as they come; fragments smaller than a disk block are gathered
/// first, so that a sender of tiny fragments does not cost a system call for each. Disposing without a commit removes the file.
/// </summary>
/// <remarks>Used by one caller at a time.</remarks>
public sealed class SpoolWriter : IAsyncDisposable
{
    private const int GatherBytes = 8 * 1024;

    private readonly Spool _spool;
    private readonly SafeFileHandle _file;
    private byte[]? _gathered;
    private int _gatheredLength;
    private long _written;
    private bool _finished;

    internal SpoolWriter(Spool spool, TenantId tenant, TraceId traceId, string partPath, SafeFileHandle file)
    {
        _spool = spool;
        Tenant = tenant;
        TraceId = traceId;
        PartPath = partPath;
        _file = file;
    }

    /// <summary>Gets the identity the object keeps through the pipeline.</summary>
    public TraceId TraceId { get; }

    /// <summary>Gets whose object it is.</summary>
    public TenantId Tenant { get; }

    /// <summary>Gets the bytes written so far.</summary>
    public long Length => _written + _gatheredLength;

    internal string PartPath { get; }

    /// <summary>Appends bytes.</summary>
    /// <exception cref="IOException">The disk is full or fails; the object cannot be taken any more.</exception>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (_gatheredLength + bytes.Length <= GatherBytes && (_gatheredLength > 0 || bytes.Length < GatherBytes / 2))
        {
            _gathered ??= _spool.RentGatherBuffer();
            bytes.CopyTo(_gathered.AsSpan(_gatheredLength));
            _gatheredLength += bytes.Length;
            return;
        }

        WriteGathered();
        RandomAccess.Write(_file, bytes, _written);
        _written += bytes.Length;
    }

    /// <summary>Completes the object: it becomes an entry that survives this process and, when asked, a power cut.</summary>
    /// <param name="durable">Whether file and directory are flushed before the task completes.</param>
    /// <exception cref="IOException">It could not be made durable: do not acknowledge it.</exception>
    public async ValueTask<SpoolEntry> CommitAsync(bool durable)
    {
        ObjectDisposedException.ThrowIf(_finished, this);
        WriteGathered();
        SpoolEntry entry = await _spool.CommitAsync(this, _file, durable).ConfigureAwait(false);
        _finished = true;
        ReturnGatherBuffer();
        return entry;
    }

    /// <summary>Ends the writing; an object that was not committed leaves nothing behind.</summary>
    public ValueTask DisposeAsync()
    {
        if (_finished)
            return ValueTask.CompletedTask;

        _finished = true;
        ReturnGatherBuffer();
        _file.Dispose();
        _spool.Discard(this);
        return ValueTask.CompletedTask;
    }

    private void WriteGathered()
    {
        if (_gatheredLength == 0)
            return;
        RandomAccess.Write(_file, _gathered.AsSpan(0, _gatheredLength), _written);
        _written += _gatheredLength;
        _gatheredLength = 0;
    }

    private void ReturnGatherBuffer()
    {
        if (_gathered is not null)
            _spool.ReturnGatherBuffer(_gathered);
        _gathered = null;
        _gatheredLength = 0;
    }
}
