namespace Dicom.Storage.DcmDump;

/// <summary>Why a file could not be read or written, and the byte at which that showed.</summary>
internal sealed record DumpFailure(long Offset, string Message)
{
    /// <summary>The line for standard error. A path or message must not make two of it, nor talk to the terminal.</summary>
    public string Line(string path) => string.Concat($"{path}: byte {Offset}: {Message}".Select(c => char.IsControl(c) ? '?' : c)) + "\n";

    public static DumpFailure Of(Exception exception) => new(0, exception switch
    {
        FileNotFoundException or DirectoryNotFoundException => "There is no such file.",
        UnauthorizedAccessException => "The file may not be opened, or is a folder.",
        _ => exception.Message,
    });
}
