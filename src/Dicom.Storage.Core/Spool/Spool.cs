using System.Buffers;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
using Microsoft.Win32.SafeHandles;

namespace Dicom.Storage.Core;

/// <summary>
/// The outbox on disk. <c>incoming/</c> holds what is being received and was never acknowledged, <c>ready/TENANT/</c> what is
/// complete and waits for the pipeline, <c>quarantine/TENANT/</c> what the pipeline cannot take. An entry is removed only when
/// what it stands for is stored, indexed and published.
/// </summary>
public sealed class Spool : IDisposable
{
    internal const string PartExtension = ".part";
    internal const string EntryExtension = ".dcm";

    private readonly SpoolOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly IFaultPoints _faults;
    private readonly FlushThreads _threads;
    private readonly DirectoryMaker _directoryMaker = new();
    private readonly DirectoryMarker _marker;
    private readonly FileStream _ownership;
    private int _entries;

    /// <summary>Opens the spool, making its directories, and removes what was never acknowledged.</summary>
    /// <exception cref="IOException">The directory cannot be made, or another process works with it.</exception>
    public Spool(SpoolOptions options, TimeProvider time, ILogger<Spool> logger)
        : this(options, time, logger, IFaultPoints.None)
    {
    }

    internal Spool(SpoolOptions options, TimeProvider time, ILogger logger, IFaultPoints faults)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrEmpty(options.Path);
        _options = options;
        _time = time;
        _logger = logger;
        _faults = faults;
        Root = Path.GetFullPath(options.Path);
        Incoming = Path.Combine(Root, "incoming");
        Ready = Path.Combine(Root, "ready");
        QuarantineRoot = Path.Combine(Root, "quarantine");
        _marker = DirectoryMarker.Open(Root, options.MustExist, "DicomStorage:Spool:MustExist");
        DurableDirectory.Create(Incoming);
        DurableDirectory.Create(Ready);
        DurableDirectory.Create(QuarantineRoot);
        _ownership = TakeOwnership(Root);
        _threads = new FlushThreads(options.FlushThreads);
        Directories = new DirectoryFlusher(_threads);
        Volume = new VolumeGuard(Root, options.MinFreeBytes, options.VolumeCheckInterval, time, logger) { Marker = _marker };
        DurableFile.FlushDirectory(Ready); // a tenant's directory may be older than the crash that kept its name from the disk
        SweepIncoming();
        _entries = SpoolDirectory.Enumerate(Ready).Count();
        Quarantine = new SpoolQuarantine(this, time);
    }

    /// <summary>Gets the spool's directory.</summary>
    public string Root { get; }

    /// <summary>Gets the state of the volume under the spool.</summary>
    public VolumeGuard Volume { get; }

    /// <summary>Gets how many complete objects wait for the pipeline.</summary>
    public int Depth => Volatile.Read(ref _entries);

    /// <summary>Gets whether the entries have reached <see cref="SpoolOptions.MaxEntries"/>.</summary>
    public bool IsFull => Depth >= _options.MaxEntries;

    /// <summary>Gets the objects that the pipeline refused for good.</summary>
    public SpoolQuarantine Quarantine { get; }

    internal string Incoming { get; }

    internal string Ready { get; }

    internal string QuarantineRoot { get; }

    internal DirectoryFlusher Directories { get; }

    /// <summary>Begins an object.</summary>
    /// <exception cref="IOException">The file cannot be made.</exception>
    public SpoolWriter Create(TenantId tenant)
    {
        TraceId traceId = TraceId.New(_time);
        string path = Path.Combine(Incoming, traceId + PartExtension);
        SafeFileHandle file = DurableFile.CreateNew(path);
        _faults.Pass(FaultPoint.PartCreated);
        return new SpoolWriter(this, tenant, traceId, path, file);
    }

    /// <summary>Removes an entry whose work is done.</summary>
    public void Remove(SpoolEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        // Not flushed: an entry that comes back after a power cut is ingested again without effect.
        File.Delete(entry.FilePath);
        Interlocked.Decrement(ref _entries);
        _faults.Pass(FaultPoint.SpoolRemoved);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _threads.Dispose();
        _ownership.Dispose();
    }

    internal async ValueTask<SpoolEntry> CommitAsync(SpoolWriter writer, SafeFileHandle file, bool durable)
    {
        _faults.Pass(FaultPoint.PartWritten);
        string directory = Path.Combine(Ready, writer.Tenant.Value);
        SpoolEntry entry = new(writer.TraceId, writer.Tenant, Path.Combine(directory, writer.TraceId + EntryExtension), writer.Length);
        try
        {
            if (!durable)
            {
                file.Dispose();
                MoveToReady(writer.PartPath, entry.FilePath, directory);
            }
            else
            {
                await _threads.RunAsync(() => FlushAndMove(writer.PartPath, entry.FilePath, directory, file)).ConfigureAwait(false);
                await Directories.FlushAsync(directory).ConfigureAwait(false);
                _faults.Pass(FaultPoint.ReadyFlushed);
            }
        }
        catch (IOException exception)
        {
            Volume.ReportFlushFailure();
            CoreLog.CommitFailed(_logger, writer.TraceId, exception.HResult);
            TryDelete(entry.FilePath); // not acknowledged: it must not be half there either
            throw;
        }

        Interlocked.Increment(ref _entries);
        return entry;
    }

    internal void Discard(SpoolWriter writer) => TryDelete(writer.PartPath);

    internal void CountRequeued() => Interlocked.Increment(ref _entries);

    internal void CountQuarantined() => Interlocked.Decrement(ref _entries);

#pragma warning disable CA1822 // the buffers belong to the spool's writers, wherever they are kept
    internal byte[] RentGatherBuffer() => ArrayPool<byte>.Shared.Rent(8 * 1024);

    internal void ReturnGatherBuffer(byte[] buffer) => ArrayPool<byte>.Shared.Return(buffer);
#pragma warning restore CA1822

    private void FlushAndMove(string part, string ready, string directory, SafeFileHandle file)
    {
        using (file)
            DurableFile.Flush(file);
        _faults.Pass(FaultPoint.PartFlushed);
        MoveToReady(part, ready, directory);
    }

    private void MoveToReady(string part, string ready, string directory)
    {
        _marker.Require(); // what is renamed into the bare mount point of a volume that has gone would be acknowledged and never seen again
        _directoryMaker.Ensure(directory);
        if (!DurableFile.TryRenameNoReplace(part, ready))
            throw new IOException("A spool entry of this trace id exists already.");
        _faults.Pass(FaultPoint.ReadyRenamed);
    }

    private void SweepIncoming()
    {
        int swept = 0;
        foreach (string part in Directory.EnumerateFiles(Incoming, "*" + PartExtension))
        {
            File.Delete(part);
            swept++;
        }

        foreach (string temporary in Directory.EnumerateFiles(Incoming, "*.tmp"))
            File.Delete(temporary);

        if (swept > 0)
            CoreLog.IncomingSwept(_logger, swept);
    }

    private void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            CoreLog.DeleteFailed(_logger, exception.HResult);
        }
    }

    private static FileStream TakeOwnership(string root)
    {
        FileStream? file = null;
        try
        {
            file = new FileStream(Path.Combine(root, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            // Asked for once more: the runtime locks as a favour, not where the file system knows no locks or a variable tells it not to.
            if (!OperatingSystem.IsWindows() && UnixNative.Lock(file.SafeFileHandle, UnixNative.ExclusiveWithoutWaiting) != 0)
                throw new DurabilityException("flock", Marshal.GetLastPInvokeError());
            return file;
        }
        catch (IOException exception) when (Directory.Exists(root))
        {
            file?.Dispose();
            throw new IOException($"The spool '{root}' is in use by another process (or not writable, or on a volume without locks). Give each process its own DicomStorage:Spool:Path.", exception);
        }
    }
}
