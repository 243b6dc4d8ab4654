namespace Dicom.Storage.Core;

/// <summary>
/// A file operation that promises durability failed: what was written may be lost. After a failed flush the kernel may
/// have dropped the data and call the page clean, so the flush is never repeated on the same file.
/// </summary>
public sealed class DurabilityException : IOException
{
    internal DurabilityException(string operation, int errorCode)
        : base($"{operation} failed with system error {errorCode}. Check the disk and the file system it is on.")
    {
        Operation = operation;
        ErrorCode = errorCode;
        HResult = errorCode;
    }

    /// <summary>Gets the failed operation: <c>fsync</c>, <c>fsync directory</c>, <c>rename</c>, <c>link</c>.</summary>
    public string Operation { get; }

    /// <summary>Gets the system's error number (errno, or the Windows error code).</summary>
    public int ErrorCode { get; }
}
