using System.Runtime.InteropServices;

namespace Dicom.Storage.Core;

/// <summary>The calls of the C library behind <see cref="DurableFile"/> on Linux and macOS.</summary>
internal static partial class UnixNative
{
    internal const int NotPermitted = 1;
    internal const int Interrupted = 4;
    internal const int Exists = 17;
    internal const int CrossDevice = 18;
    internal const int InvalidArgument = 22;
    internal const int TooManyLinks = 31;
    internal const int NoSystemCall = 38;
    internal const int NotSupported = 95;
    internal const int NotSupportedMac = 45;

    internal const int CurrentDirectory = -100; // AT_FDCWD
    internal const uint RenameNoReplace = 1;
    internal const uint RenameExclMac = 4;
    internal const int FullFsync = 51;
    internal const int ExclusiveWithoutWaiting = 6; // LOCK_EX | LOCK_NB

    // O_RDONLY | O_CLOEXEC
    internal static int ReadOnlyCloseOnExec => OperatingSystem.IsMacOS() ? 0x1000000 : 0x80000;

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    internal static partial int Fsync(int descriptor);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    internal static partial int Lock(SafeHandle file, int operation);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    internal static partial int Fcntl(int descriptor, int command);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    internal static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "rename", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Rename(string from, string to);

    [LibraryImport("libc", EntryPoint = "renameat2", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int RenameAt2(int fromDirectory, string from, int toDirectory, string to, uint flags);

    [LibraryImport("libc", EntryPoint = "renamex_np", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int RenameExclusiveMac(string from, string to, uint flags);

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Link(string existing, string newName);

    [LibraryImport("libc", EntryPoint = "unlink", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Unlink(string path);
}
