using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Dicom.Storage.Core;

/// <summary>The Windows calls behind <see cref="DurableFile"/>.</summary>
[SupportedOSPlatform("windows")]
internal static partial class WindowsNative
{
    internal const int InvalidFunction = 1;
    internal const int NotSameDevice = 17;
    internal const int FileExists = 80;
    internal const int AlreadyExists = 183;
    internal const int TooManyLinks = 1142;

    internal const uint ReplaceExisting = 1;
    internal const uint WriteThrough = 8;

    [LibraryImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    internal static partial bool FlushFileBuffers(SafeFileHandle file);

    [LibraryImport("kernel32", EntryPoint = "MoveFileExW", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    [return: MarshalAs(UnmanagedType.Bool)]
    internal static partial bool MoveFileEx(string from, string to, uint flags);

    [LibraryImport("kernel32", EntryPoint = "CreateHardLinkW", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    [return: MarshalAs(UnmanagedType.Bool)]
    internal static partial bool CreateHardLink(string newName, string existing, nint securityAttributes);
}
