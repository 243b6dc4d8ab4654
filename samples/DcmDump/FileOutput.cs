using System.Buffers;

namespace Dicom.Storage.DcmDump;

/// <summary>What one file prints: held until it is its turn, or until it is so much that its turn is waited for.</summary>
internal sealed class FileOutput(OrderedOutput ordered)
{
    private const int MaxHeld = 4 << 20;

    public ArrayBufferWriter<byte> Bytes { get; } = new(32_768);

    /// <summary>Gets or sets the line that says why the file could not be read; empty when it could.</summary>
    public string Errors { get; set; } = string.Empty;

    /// <summary>Gets or sets lines about a file that was read all the same.</summary>
    public string Warnings { get; set; } = string.Empty;

    public int Index { get; set; }

    /// <summary>Gets whether more is held than should be.</summary>
    public bool IsFull => Bytes.WrittenCount > MaxHeld;

    /// <summary>Gets whether the memory is worth keeping for the next file.</summary>
    public bool IsReusable => Bytes.Capacity <= 2 * MaxHeld;

    /// <summary>Writes what is held, after all files before this one have written theirs.</summary>
    public void WriteInTurn()
    {
        ordered.WaitForTurn(Index);
        ordered.Write(Bytes.WrittenSpan);
        Bytes.ResetWrittenCount();
    }
}
