using Dicom.Storage.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Dicom.Storage.Core.Tests;

public sealed class VolumeGuardTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task A_volume_below_its_watermark_is_full_and_recovers_with_space()
    {
        const int watermark = 8 << 20;
        using LoopVolume volume = LoopVolume.Require(megabytes: 32);
        VolumeGuard guard = Guard(volume.MountPoint, watermark);
        Assert.Equal(VolumeState.Healthy, guard.State);
        string filler = Path.Combine(volume.MountPoint, "filler");

        File.WriteAllBytes(filler, new byte[guard.FreeBytes - (4 << 20)]);
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(VolumeState.Full, guard.State);

        // The space is free once nobody has the file open; a process that another test starts has for a moment what this one has.
        File.Delete(filler);
        await Eventually.IsTrueAsync(() => guard.FreeBytes >= watermark);
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(VolumeState.Healthy, guard.State);
    }

    [Fact]
    public void A_failed_flush_degrades_the_volume_until_a_file_written_and_read_back_proves_it()
    {
        using LoopVolume volume = LoopVolume.Require(megabytes: 16);
        VolumeGuard guard = Guard(volume.MountPoint, minFreeBytes: 0);
        volume.CutPower();

        guard.ReportFlushFailure();
        Assert.Equal(VolumeState.Degraded, guard.State);
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(VolumeState.Degraded, guard.State);

        volume.Remount();
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(VolumeState.Healthy, guard.State);
        Assert.Empty(Directory.GetFiles(volume.MountPoint, ".probe-*"));
    }

    [Fact]
    public void A_reported_failure_is_looked_at_at_once_whatever_the_check_interval()
    {
        using LoopVolume volume = LoopVolume.Require(megabytes: 16);
        VolumeGuard guard = Guard(volume.MountPoint, minFreeBytes: 0);
        Assert.Equal(VolumeState.Healthy, guard.State);
        volume.SetReadOnly(true);

        guard.ReportFlushFailure();

        Assert.Equal(VolumeState.Degraded, guard.State);
        volume.SetReadOnly(false);
    }

    private VolumeGuard Guard(string directory, long minFreeBytes) =>
        new(directory, minFreeBytes, TimeSpan.FromSeconds(1), _time, NullLogger.Instance);
}
