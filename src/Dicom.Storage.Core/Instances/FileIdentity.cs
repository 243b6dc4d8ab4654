using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Dicom.Storage.Core;

/// <summary>What the system knows a file by, whatever its names: volume and file number.</summary>
internal readonly record struct FileIdentity(ulong Volume, ulong Number)
{
    /// <exception cref="IOException">The file cannot be looked up.</exception>
    public static FileIdentity Of(string path)
    {
        if (OperatingSystem.IsWindows())
            return OfWindows(path);
        return OperatingSystem.IsMacOS() ? OfMac(path) : OfLinux(path);
    }

    private static unsafe FileIdentity OfLinux(string path)
    {
        // struct statx is the same on every architecture: inode at 32, device major and minor at 136 and 140.
        byte* buffer = stackalloc byte[256];
        if (FileIdentityNative.Statx(UnixNative.CurrentDirectory, path, 0, FileIdentityNative.InodeMask, buffer) != 0)
            throw new DurabilityException("statx", Marshal.GetLastPInvokeError());
        ulong device = ((ulong)*(uint*)(buffer + 136) << 32) | *(uint*)(buffer + 140);
        return new FileIdentity(device, *(ulong*)(buffer + 32));
    }

    private static unsafe FileIdentity OfMac(string path)
    {
        // struct stat with 64-bit inodes: device at 0, inode at 8.
        byte* buffer = stackalloc byte[256];
        int result = RuntimeInformation.ProcessArchitecture == Architecture.X64
            ? FileIdentityNative.StatInode64(path, buffer)
            : FileIdentityNative.Stat(path, buffer);
        if (result != 0)
            throw new DurabilityException("stat", Marshal.GetLastPInvokeError());
        return new FileIdentity(*(uint*)buffer, *(ulong*)(buffer + 8));
    }

    [SupportedOSPlatform("windows")]
    private static unsafe FileIdentity OfWindows(string path)
    {
        using SafeFileHandle file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        // BY_HANDLE_FILE_INFORMATION: volume serial number at 28, file index high and low at 44 and 48.
        byte* buffer = stackalloc byte[52];
        if (!FileIdentityNative.GetFileInformationByHandle(file, buffer))
            throw new DurabilityException("GetFileInformationByHandle", Marshal.GetLastPInvokeError());
        return new FileIdentity(*(uint*)(buffer + 28), ((ulong)*(uint*)(buffer + 44) << 32) | *(uint*)(buffer + 48));
    }
}

/// <summary>The system calls behind <see cref="FileIdentity"/>.</summary>
internal static unsafe partial class FileIdentityNative
{
    internal const uint InodeMask = 0x100;

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Statx(int directory, string path, int flags, uint mask, byte* buffer);

    [LibraryImport("libc", EntryPoint = "stat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Stat(string path, byte* buffer);

    [LibraryImport("libc", EntryPoint = "stat$INODE64", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int StatInode64(string path, byte* buffer);

    [LibraryImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    internal static partial bool GetFileInformationByHandle(SafeFileHandle file, byte* buffer);
}
