using System.Buffers;
using System.Text;

namespace Dicom.Storage.DataSets;

/// <summary>
/// The character sets that Specific Character Set (0008,0005) names (PS3.3 C.12.1.1.2, PS3.5 6.1). Decoding never fails: bytes
/// that mean nothing become U+FFFD, terms that mean nothing are read as if absent. A backslash of the decoded text always
/// divides values: bytes 5C within a character of two bytes are part of that.
/// </summary>
public sealed partial class DicomCharacterSets
{
    private static readonly SearchValues<byte> s_plain = SearchValues.Create([.. Enumerable.Range(0, 0x80).Where(i => i != 0x1B).Select(i => (byte)i)]);

    private readonly CharacterSetKind _kind;
    private readonly CharacterSetTerm _first;
    private readonly CodedCharacterSet[] _extensions;
    private readonly CodedCharacterSet? _undeclaredUpper;

    /// <summary>Gets the default repertoire, ISO-IR 6; bytes above 127, which it does not have, are read as UTF-8 where they are valid UTF-8, else as Latin-1.</summary>
    public static DicomCharacterSets Default { get; } = new([CharacterSetTerm.Default], isConformant: true);

    /// <summary>Gets UTF-8, ISO_IR 192.</summary>
    public static DicomCharacterSets Utf8 { get; } = new([CharacterSetTerm.Utf8], isConformant: true);

    /// <summary>
    /// Gets the defined terms that were understood, as (0008,0005) should have them: <c>ISO_IR</c> for one, <c>ISO 2022 IR</c> for several, an
    /// empty first one for the default repertoire. Empty for the default repertoire alone.
    /// </summary>
    public IReadOnlyList<string> Terms { get; }

    /// <summary>Gets whether the value was as PS3.3 C.12.1.1.2 has it: every term defined, in its place and written without mistake.</summary>
    public bool IsConformant { get; }

    /// <summary>Gets the value of (0008,0005), terms divided by backslashes; empty for the default repertoire.</summary>
    public override string ToString() => string.Join('\\', Terms);

    internal string Name => Terms.Count == 0 ? "none: the default repertoire" : ToString();

    /// <summary>Decodes a value of a VR that follows the character set, with its padding and backslashes. It makes one string and nothing else.</summary>
    /// <param name="value">The bytes as they stand in the data set.</param>
    /// <param name="isPersonName">Whether <c>^</c> and <c>=</c> too bring back the initial character set (PS3.5 6.1.2.5.3).</param>
    public string Decode(ReadOnlySpan<byte> value, bool isPersonName)
    {
        if (IsPlain(value) || IsLatin1(value))
            return Encoding.Latin1.GetString(value);
        if (IsUtf8(value))
            return Encoding.UTF8.GetString(value);

        // No set has more characters than bytes.
        char[]? rented = null;
        Span<char> characters = value.Length < 256 ? stackalloc char[256] : (rented = ArrayPool<char>.Shared.Rent(value.Length + 1));
        var decoder = new Decoder(this, value, isPersonName);
        string text = new(characters[..decoder.Read(characters)]);
        if (rented is not null)
            ArrayPool<char>.Shared.Return(rented);
        return text;
    }

    /// <summary>Decodes a value as <see cref="Decode"/> does, into UTF-8 and without a string between. What is written is always valid UTF-8.</summary>
    /// <param name="value">The bytes as they stand in the data set.</param>
    /// <param name="isPersonName">Whether <c>^</c> and <c>=</c> too bring back the initial character set (PS3.5 6.1.2.5.3).</param>
    /// <param name="destination">What the UTF-8 bytes are appended to, at most 3 for each byte of the value.</param>
    public void DecodeUtf8(ReadOnlySpan<byte> value, bool isPersonName, IBufferWriter<byte> destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        bool isUtf8 = IsPlain(value) || (IsUtf8(value) && System.Text.Unicode.Utf8.IsValid(value));
        if (isUtf8)
        {
            destination.Write(value);
            return;
        }

        var decoder = new Decoder(this, value, isPersonName);
        Span<char> characters = stackalloc char[512];
        for (int read = decoder.Read(characters); read > 0; read = decoder.Read(characters))
            Encoding.UTF8.GetBytes(characters[..read], destination);
    }

    /// <summary>Whether every byte of a value belongs to a character of the declared sets: what <see cref="Decode"/> gives is then no guess.</summary>
    /// <param name="value">The bytes as they stand in the data set.</param>
    /// <param name="isPersonName">As for <see cref="Decode"/>.</param>
    public bool IsWellEncoded(ReadOnlySpan<byte> value, bool isPersonName)
    {
        if (IsPlain(value))
            return true;
        if (_kind == CharacterSetKind.Utf8)
            return System.Text.Unicode.Utf8.IsValid(value);

        var decoder = new Decoder(this, value, isPersonName);
        Span<char> characters = stackalloc char[512];
        while (decoder.Read(characters) > 0)
        {
        }

        return decoder.IsExact;
    }

    private static bool IsPlain(ReadOnlySpan<byte> value) => !value.ContainsAnyExcept(s_plain);

    private bool IsLatin1(ReadOnlySpan<byte> value) => ReferenceEquals(_first.Upper, CodedCharacterSets.Latin1) && !value.Contains((byte)0x1B);

    // Where nothing is declared for the upper half, UTF-8 is what it can only be when it is valid.
    private bool IsUtf8(ReadOnlySpan<byte> value) => _kind == CharacterSetKind.Utf8 ||
        (_kind == CharacterSetKind.CodeExtensions && _first.Upper is null && _undeclaredUpper is null && !value.Contains((byte)0x1B) && System.Text.Unicode.Utf8.IsValid(value));
}
