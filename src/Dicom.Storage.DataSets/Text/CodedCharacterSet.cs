namespace Dicom.Storage.DataSets;

/// <summary>A character set that an escape sequence designates to the lower half (G0) or the upper half (G1) of the bytes (PS3.5 6.1.2, ISO/IEC 2022).</summary>
internal abstract class CodedCharacterSet(string escape, bool isUpper)
{
    private readonly byte[] _escape = System.Text.Encoding.ASCII.GetBytes(escape);

    /// <summary>Gets what follows ESC to designate the set (PS3.3 tables C.12-3 and C.12-4).</summary>
    public ReadOnlySpan<byte> Escape => _escape;

    /// <summary>Gets whether the set goes to the upper half.</summary>
    public bool IsUpper { get; } = isUpper;

    public abstract bool IsDoubleByte { get; }

    /// <summary>Gets the bytes of a character as they stand in the set's half, the first in the high byte of two; 0 when the standard's set lacks it.</summary>
    public abstract ushort Encode(char character);
}
