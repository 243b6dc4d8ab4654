using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Dicom.Storage.Core;

/// <summary>
/// The file operations an acknowledgement rests on, each with its result checked. .NET 10 on Linux reports success when
/// <c>fsync</c> fails, and <c>File.Move</c> without overwrite is a check followed by a rename; neither is used here.
/// </summary>
/// <remarks>
/// Linux: <c>fsync</c>, <c>renameat2(RENAME_NOREPLACE)</c>, <c>link</c>. macOS: <c>fcntl(F_FULLFSYNC)</c>,
/// <c>renamex_np(RENAME_EXCL)</c>. Windows: <c>FlushFileBuffers</c>, <c>MoveFileEx</c> write-through, <c>CreateHardLink</c>;
/// a directory needs no flush there, NTFS journals its entries and the rename is written through.
/// </remarks>
public static class DurableFile
{
    /// <summary>Makes a new file for sequential writing; fails when the name exists.</summary>
    /// <exception cref="IOException">The file exists or cannot be made.</exception>
    public static SafeFileHandle CreateNew(string path) =>
        // Never FileMode.Create: truncating makes ext4 flush at close and costs three times as much.
        File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read | FileShare.Delete);

    /// <summary>Makes everything written to the file durable.</summary>
    /// <exception cref="DurabilityException">The system could not; the file's content is not to be trusted.</exception>
    public static void Flush(SafeFileHandle file)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (OperatingSystem.IsWindows())
        {
            if (!WindowsNative.FlushFileBuffers(file))
                throw new DurabilityException("FlushFileBuffers", Marshal.GetLastPInvokeError());
            return;
        }

        bool added = false;
        try
        {
            file.DangerousAddRef(ref added);
            UnixFlush((int)file.DangerousGetHandle(), "fsync");
        }
        finally
        {
            if (added)
                file.DangerousRelease();
        }
    }

    /// <summary>Makes the names in a directory durable: files made, renamed or linked there before the call.</summary>
    /// <exception cref="DurabilityException">The directory cannot be opened or flushed.</exception>
    public static void FlushDirectory(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (OperatingSystem.IsWindows())
            return;

        // File.OpenHandle refuses directories, so the descriptor is our own.
        int descriptor = UnixNative.Open(path, UnixNative.ReadOnlyCloseOnExec);
        if (descriptor < 0)
            throw new DurabilityException("open directory", Marshal.GetLastPInvokeError());

        try
        {
            UnixFlush(descriptor, "fsync directory");
        }
        finally
        {
            _ = UnixNative.Close(descriptor);
        }
    }

    /// <summary>Renames a file; never replaces one that is there.</summary>
    /// <returns>False when the new name exists; nothing has changed then.</returns>
    /// <exception cref="DurabilityException">The rename failed for another reason.</exception>
    public static bool TryRenameNoReplace(string from, string to)
    {
        ArgumentException.ThrowIfNullOrEmpty(from);
        ArgumentException.ThrowIfNullOrEmpty(to);
        // The two systems' numbers overlap (17 is EEXIST here and "not the same device" there), so each has its own table.
        int error = OperatingSystem.IsWindows() ? WindowsRename(from, to) : UnixRename(from, to);
        bool exists = OperatingSystem.IsWindows()
            ? error is WindowsNative.FileExists or WindowsNative.AlreadyExists
            : error == UnixNative.Exists;
        return error == 0 || (exists ? false : throw new DurabilityException("rename", error));
    }

    /// <summary>Renames a file over another one in one step: a reader sees the old content or the new, never none.</summary>
    /// <exception cref="DurabilityException">The rename failed.</exception>
    public static void RenameReplace(string from, string to)
    {
        ArgumentException.ThrowIfNullOrEmpty(from);
        ArgumentException.ThrowIfNullOrEmpty(to);
        bool renamed = OperatingSystem.IsWindows()
            ? WindowsNative.MoveFileEx(from, to, WindowsNative.WriteThrough | WindowsNative.ReplaceExisting)
            : UnixNative.Rename(from, to) == 0;
        if (!renamed)
            throw new DurabilityException("rename", Marshal.GetLastPInvokeError());
    }

    /// <summary>Gives a file a second name on the same volume without copying.</summary>
    /// <exception cref="DurabilityException">The link failed for a reason not among the results.</exception>
    public static LinkResult TryLink(string existing, string newName)
    {
        ArgumentException.ThrowIfNullOrEmpty(existing);
        ArgumentException.ThrowIfNullOrEmpty(newName);
        return OperatingSystem.IsWindows() ? WindowsLink(existing, newName) : UnixLink(existing, newName);
    }

    private static LinkResult UnixLink(string existing, string newName)
    {
        if (UnixNative.Link(existing, newName) == 0)
            return LinkResult.Linked;

        int error = Marshal.GetLastPInvokeError();
        return error switch
        {
            UnixNative.Exists => LinkResult.NameExists,
            // No links on this file system, none left to give for this file, or another volume.
            UnixNative.CrossDevice or UnixNative.NotPermitted or UnixNative.TooManyLinks or UnixNative.NotSupported or UnixNative.NotSupportedMac
                => LinkResult.NotSupported,
            _ => throw new DurabilityException("link", error),
        };
    }

    [SupportedOSPlatform("windows")]
    private static LinkResult WindowsLink(string existing, string newName)
    {
        if (WindowsNative.CreateHardLink(newName, existing, 0))
            return LinkResult.Linked;

        int error = Marshal.GetLastPInvokeError();
        return error switch
        {
            WindowsNative.FileExists or WindowsNative.AlreadyExists => LinkResult.NameExists,
            WindowsNative.NotSameDevice or WindowsNative.InvalidFunction or WindowsNative.TooManyLinks => LinkResult.NotSupported,
            _ => throw new DurabilityException("link", error),
        };
    }

    private static void UnixFlush(int descriptor, string operation)
    {
        int result;
        int error;
        do
        {
            result = OperatingSystem.IsMacOS() ? UnixNative.Fcntl(descriptor, UnixNative.FullFsync) : UnixNative.Fsync(descriptor);
            error = result == 0 ? 0 : Marshal.GetLastPInvokeError();
        }
        while (result != 0 && error == UnixNative.Interrupted); // EINTR: nothing was flushed and nothing dropped

        if (result != 0)
            throw new DurabilityException(operation, error);
    }

    private static int UnixRename(string from, string to)
    {
        int result = OperatingSystem.IsMacOS()
            ? UnixNative.RenameExclusiveMac(from, to, UnixNative.RenameExclMac)
            : UnixNative.RenameAt2(UnixNative.CurrentDirectory, from, UnixNative.CurrentDirectory, to, UnixNative.RenameNoReplace);
        int error = result == 0 ? 0 : Marshal.GetLastPInvokeError();
        return error is UnixNative.InvalidArgument or UnixNative.NoSystemCall or UnixNative.NotSupported ? LinkThenUnlink(from, to) : error;
    }

    // A file system without RENAME_NOREPLACE: link refuses an existing name just as well, the old name goes afterwards.
    private static int LinkThenUnlink(string from, string to)
    {
        if (UnixNative.Link(from, to) != 0)
            return Marshal.GetLastPInvokeError();
        return UnixNative.Unlink(from) == 0 ? 0 : Marshal.GetLastPInvokeError();
    }

    [SupportedOSPlatform("windows")]
    private static int WindowsRename(string from, string to) =>
        WindowsNative.MoveFileEx(from, to, WindowsNative.WriteThrough) ? 0 : Marshal.GetLastPInvokeError();
}
