using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Microsoft.Win32.SafeHandles;

namespace Dicom.Storage.Core;

/// <summary>
/// Says whether a volume may take objects: it has free space above the watermark, none of its flushes has failed, and it
/// is still mounted. After a failed flush it is degraded until a file written, flushed, read back and removed proves it again.
/// </summary>
public sealed class VolumeGuard
{
    private const int ProbeBytes = 64 * 1024;

    private readonly string _directory;
    private readonly long _minFreeBytes;
    private readonly TimeSpan _checkInterval;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Lock _lock = new();
    private long _lastCheck;
    private VolumeState _state;
    private volatile bool _flushFailed;

    /// <param name="directory">A directory on the volume; must exist.</param>
    /// <param name="minFreeBytes">The watermark in bytes: below it the volume counts as full.</param>
    /// <param name="checkInterval">How long an answer may be reused.</param>
    public VolumeGuard(string directory, long minFreeBytes, TimeSpan checkInterval, TimeProvider time, ILogger logger)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(logger);
        _directory = Path.GetFullPath(directory);
        _minFreeBytes = minFreeBytes;
        _checkInterval = checkInterval;
        _time = time;
        _logger = logger;
        _state = Check();
        _lastCheck = time.GetTimestamp();
    }

    /// <summary>Gets the marker of the directory; without it the volume has gone. Null looks for none.</summary>
    internal DirectoryMarker? Marker { get; init; }

    /// <summary>Gets the volume's state, looked up again when the last answer is older than the check interval.</summary>
    public VolumeState State
    {
        get
        {
            if (_time.GetElapsedTime(Volatile.Read(ref _lastCheck)) < _checkInterval && !(_flushFailed && _state != VolumeState.Degraded))
                return _state;

            lock (_lock)
            {
                VolumeState state = Check();
                if (state != _state)
                    CoreLog.VolumeStateChanged(_logger, _state, state);
                _state = state;
                Volatile.Write(ref _lastCheck, _time.GetTimestamp());
                return state;
            }
        }
    }

    /// <summary>Gets the free bytes on the volume that an unprivileged program may use.</summary>
    public long FreeBytes => new DriveInfo(_directory).AvailableFreeSpace;

    /// <summary>Tells that a flush on the volume failed: it is degraded from now on, until it proves itself.</summary>
    public void ReportFlushFailure() => _flushFailed = true;

    private VolumeState Check()
    {
        try
        {
            if (Marker?.IsThere() == false)
                return VolumeState.Degraded;
            if (_flushFailed)
            {
                if (!Probe())
                    return VolumeState.Degraded;
                _flushFailed = false;
            }

            return FreeBytes < _minFreeBytes ? VolumeState.Full : VolumeState.Healthy;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return VolumeState.Degraded;
        }
    }

    // A flush that succeeds after one that failed proves nothing about the lost data, so the probe is a file of its own.
    private bool Probe()
    {
        string path = Path.Combine(_directory, $".probe-{Guid.CreateVersion7(_time.GetUtcNow()):N}");
        byte[] written = RandomNumberGenerator.GetBytes(ProbeBytes);
        try
        {
            using (SafeFileHandle file = DurableFile.CreateNew(path))
            {
                RandomAccess.Write(file, written, 0);
                DurableFile.Flush(file);
            }

            DurableFile.FlushDirectory(_directory);
            return File.ReadAllBytes(path).AsSpan().SequenceEqual(written);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
