using System.Buffers;
using System.Text;

namespace Dicom.Storage.DataSets;

/// <summary>
/// The character sets that Specific Character Set (0008,0005) names (PS3.3 C.12.1.1.2, PS3.5 6.1). Decoding never fails: bytes
/// that mean nothing become U+FFFD, names that mean nothing are read as the default repertoire.
/// </summary>
public sealed class DicomCharacterSets
{
    private readonly CharacterSetTerm _initial;
    private readonly bool _hasExtensions;

    private DicomCharacterSets(CharacterSetTerm initial, bool hasExtensions)
    {
        _initial = initial;
        _hasExtensions = hasExtensions;
    }

    /// <summary>Gets the default repertoire, ISO-IR 6; bytes above 127, which it does not have, are read as Latin-1.</summary>
    public static DicomCharacterSets Default { get; } = new(CharacterSetTerm.Ascii, hasExtensions: false);

    /// <summary>Gets UTF-8, ISO_IR 192.</summary>
    public static DicomCharacterSets Utf8 { get; } = new(CharacterSetTerm.Whole(Encoding.UTF8), hasExtensions: false);

    /// <summary>Reads the value of (0008,0005): terms divided by backslashes.</summary>
    public static DicomCharacterSets Parse(ReadOnlySpan<byte> value)
    {
        ReadOnlySpan<byte> first = DicomText.FirstValue(value);
        CharacterSetTerm initial = CharacterSetTerm.Parse(first);

        // Code extensions are announced by "ISO 2022" or by a second term; ESC itself is looked for in any case of these.
        bool extensions = first.Length < value.Length || first.IndexOf("2022"u8) >= 0;
        return initial.IsAscii && !extensions ? Default : new DicomCharacterSets(initial, extensions && !initial.IsWhole);
    }

    /// <summary>Decodes a value of a VR that follows the character set, with its padding and backslashes.</summary>
    /// <param name="value">The bytes as they stand in the data set.</param>
    /// <param name="isPersonName">Whether <c>^</c> and <c>=</c> too bring back the initial character set (PS3.5 6.1.2.5.3).</param>
    public string Decode(ReadOnlySpan<byte> value, bool isPersonName)
    {
        if (_hasExtensions && value.Contains((byte)0x1B))
            return CodeExtensionDecoder.Decode(value, _initial, isPersonName);
        return _initial.Decode(value);
    }

    /// <summary>Decodes a value as <see cref="Decode"/> does, into UTF-8 and without a string between. What is written is always valid UTF-8.</summary>
    /// <param name="value">The bytes as they stand in the data set.</param>
    /// <param name="isPersonName">Whether <c>^</c> and <c>=</c> too bring back the initial character set (PS3.5 6.1.2.5.3).</param>
    /// <param name="destination">What the UTF-8 bytes are appended to.</param>
    public void DecodeUtf8(ReadOnlySpan<byte> value, bool isPersonName, IBufferWriter<byte> destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        Encoding.UTF8.GetBytes(Decode(value, isPersonName), destination);
    }
}
