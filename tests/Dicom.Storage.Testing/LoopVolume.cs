using System.Globalization;
using System.Runtime.InteropServices;
using Xunit;

namespace Dicom.Storage.Testing;

/// <summary>
/// A real ext4 file system in a file, mounted by loop device, whose power can be cut: everything that was not flushed is lost,
/// and until it is mounted again every write and flush fails with EIO.
/// </summary>
public sealed partial class LoopVolume : IDisposable
{
    private const nuint Ext4Shutdown = 0x8004587D; // EXT4_IOC_SHUTDOWN, _IOR('X', 125, __u32)
    private const uint NoLogFlush = 2;

    private readonly string _image;
    private bool _mounted;

    private LoopVolume(string image, string mountPoint)
    {
        _image = image;
        MountPoint = mountPoint;
    }

    /// <summary>Gets the directory where the volume is mounted.</summary>
    public string MountPoint { get; }

    /// <summary>Makes and mounts a volume; skips the test where that is not possible, and fails it on CI.</summary>
    /// <param name="megabytes">Its size.</param>
    /// <param name="inodes">How many files and directories it can have; 0 for as many as its size suggests.</param>
    public static LoopVolume Require(int megabytes, int inodes = 0)
    {
        bool possible = OperatingSystem.IsLinux() && Environment.UserName == "root" && Command.Exists("mkfs.ext4") && File.Exists("/dev/loop-control");
        if (!possible)
        {
            const string reason = "Needs Linux, root, mkfs.ext4 and loop devices: the test mounts a file system of its own.";
            Assert.False(Environment.GetEnvironmentVariable("CI") == "true", reason);
            Assert.Skip(reason);
        }

        string directory = Directory.CreateTempSubdirectory("dicom-loop-").FullName;
        LoopVolume volume = new(Path.Combine(directory, "volume.img"), Path.Combine(directory, "mnt"));
        using (FileStream image = new(volume._image, FileMode.CreateNew))
            image.SetLength((long)megabytes << 20);
        Command.RunChecked("mkfs.ext4", ["-q", "-F", "-E", "lazy_itable_init=0,lazy_journal_init=0", .. inodes > 0 ? ["-N", inodes.ToString(CultureInfo.InvariantCulture)] : Array.Empty<string>(), volume._image]);
        Directory.CreateDirectory(volume.MountPoint);
        volume.Mount();
        return volume;
    }

    /// <summary>Cuts the power: the journal is not flushed, and the volume refuses all work until <see cref="Remount"/>.</summary>
    public void CutPower()
    {
        int descriptor = Open(MountPoint, 0);
        if (descriptor < 0)
            throw new IOException($"open failed with {Marshal.GetLastPInvokeError()}");
        uint flags = NoLogFlush;
        int result = IoControl(descriptor, Ext4Shutdown, ref flags);
        int error = Marshal.GetLastPInvokeError();
        _ = Close(descriptor);
        if (result != 0)
            throw new IOException($"EXT4_IOC_SHUTDOWN failed with {error}");
    }

    /// <summary>Mounts the volume again, as after a reboot. No file on it may be open.</summary>
    public void Remount()
    {
        Unmount();
        Mount();
    }

    /// <summary>Takes the volume away from under whoever uses it: its mount point is an ordinary empty directory then.</summary>
    public void Vanish() => Command.RunChecked("umount", "-l", MountPoint);

    /// <summary>Brings a volume back that had vanished.</summary>
    public void Return() => Mount();

    /// <summary>Makes the mounted volume read-only, or writable again.</summary>
    public void SetReadOnly(bool readOnly) => RunPatiently("mount", "-o", readOnly ? "remount,ro" : "remount,rw", MountPoint);

    /// <summary>Makes the volume read-only under whoever writes to it, as the kernel does after an error: every later write gives EROFS or EIO.</summary>
    public void ForceReadOnly()
    {
        if (Command.Run("mount", "-o", "remount,ro", MountPoint).Status == 0)
            return;
        // With files open for writing the kernel refuses an orderly remount: the emergency way is the shutdown.
        CutPower();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_mounted)
            Command.Run("umount", "-l", MountPoint);
        Directory.Delete(Path.GetDirectoryName(_image)!, recursive: true);
    }

    private void Mount()
    {
        RunPatiently("mount", "-o", "loop", _image, MountPoint);
        _mounted = true;
    }

    private void Unmount()
    {
        RunPatiently("umount", MountPoint);
        _mounted = false;
    }

    // A process that was just killed, or one that another test is starting, may hold a file of the volume for a moment longer, and another
    // test program may be after the same loop device.
    private static void RunPatiently(string program, params string[] arguments)
    {
        string output = string.Empty;
        bool done = SpinWait.SpinUntil(
            () =>
            {
                (int status, output) = Command.Run(program, arguments);
                return status == 0;
            },
            Eventually.Patience);
        if (!done)
            throw new InvalidOperationException(output);
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int IoControl(int descriptor, nuint request, ref uint flags);
}
