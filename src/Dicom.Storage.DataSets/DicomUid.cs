using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Dicom.Storage.DataSets;

/// <summary>
/// A unique identifier: 1 to 64 characters, digits in components separated by single dots (PS3.5 9.1, VR UI).
/// Nothing else can be held, so a value is safe as a path segment and as a key.
/// </summary>
/// <remarks>
/// A component with leading zeros breaks PS3.5 9.1 but is sent by devices in use: it is accepted as written and told by
/// <see cref="IsConformant"/>. Two UIDs are equal when their characters are.
/// </remarks>
[JsonConverter(typeof(DicomUidJsonConverter))]
public readonly struct DicomUid : IEquatable<DicomUid>, IComparable<DicomUid>, ISpanParsable<DicomUid>
{
    /// <summary>The largest number of characters of a UID (PS3.5 9.1).</summary>
    public const int MaxLength = 64;

    private readonly string? _value;

    private DicomUid(string value) => _value = value;

    /// <summary>Gets the UID's characters; empty for <see langword="default"/>, which is no UID.</summary>
    public string Value => _value ?? string.Empty;

    /// <summary>Gets whether this is <see langword="default"/>: no UID at all.</summary>
    public bool IsEmpty => _value is null;

    /// <summary>Gets whether no component has a leading zero (PS3.5 9.1).</summary>
    public bool IsConformant
    {
        get
        {
            string value = Value;
            for (int i = 0; i + 1 < value.Length; i++)
            {
                if (value[i] == '0' && value[i + 1] != '.' && (i == 0 || value[i - 1] == '.'))
                    return false;
            }

            return value.Length > 0;
        }
    }

    /// <summary>Wraps a UID of the standard's own tables without looking at it.</summary>
    internal static DicomUid WellKnown(string value) => new(value);

    /// <summary>Reads a UID as it stands in a data set: ASCII, one trailing NUL or space of padding allowed (PS3.5 9.1).</summary>
    /// <returns>False when the bytes are no UID.</returns>
    public static bool TryParse(ReadOnlySpan<byte> value, out DicomUid result)
    {
        if (value.Length > 0 && value[^1] is 0 or (byte)' ')
            value = value[..^1];

        result = default;
        if (value.Length is 0 or > MaxLength)
            return false;

        Span<char> characters = stackalloc char[value.Length];
        for (int i = 0; i < value.Length; i++)
            characters[i] = (char)value[i];

        return TryParse(characters, provider: null, out result);
    }

    /// <inheritdoc/>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out DicomUid result)
    {
        bool valid = IsValid(s);
        result = valid ? new DicomUid(new string(s)) : default;
        return valid;
    }

    /// <summary>Reads a UID.</summary>
    /// <returns>False when the text is no UID.</returns>
    public static bool TryParse([NotNullWhen(true)] string? s, out DicomUid result) => TryParse(s, provider: null, out result);

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out DicomUid result)
    {
        bool valid = s is not null && IsValid(s);
        result = valid ? new DicomUid(s!) : default;
        return valid;
    }

    /// <summary>Reads a UID.</summary>
    /// <exception cref="FormatException">The text is no UID.</exception>
    public static DicomUid Parse(string s) => Parse(s.AsSpan(), provider: null);

    /// <inheritdoc/>
    public static DicomUid Parse(string s, IFormatProvider? provider)
    {
        ArgumentNullException.ThrowIfNull(s);
        return Parse(s.AsSpan(), provider);
    }

    /// <inheritdoc/>
    public static DicomUid Parse(ReadOnlySpan<char> s, IFormatProvider? provider) =>
        TryParse(s, provider, out DicomUid result)
            ? result
            : throw new FormatException("A UID is 1 to 64 characters: digits in components separated by single dots (PS3.5 9.1).");

    /// <inheritdoc/>
    public bool Equals(DicomUid other) => string.Equals(_value, other._value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is DicomUid other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _value is null ? 0 : string.GetHashCode(_value, StringComparison.Ordinal);

    /// <summary>Compares the characters by their code (ordinal).</summary>
    public int CompareTo(DicomUid other) => string.CompareOrdinal(Value, other.Value);

    /// <summary>Gets <see cref="Value"/>.</summary>
    public override string ToString() => Value;

    /// <summary>Whether both hold the same characters.</summary>
    public static bool operator ==(DicomUid left, DicomUid right) => left.Equals(right);

    /// <summary>Whether the characters differ.</summary>
    public static bool operator !=(DicomUid left, DicomUid right) => !left.Equals(right);

    /// <summary>Ordinal order.</summary>
    public static bool operator <(DicomUid left, DicomUid right) => left.CompareTo(right) < 0;

    /// <summary>Ordinal order.</summary>
    public static bool operator >(DicomUid left, DicomUid right) => left.CompareTo(right) > 0;

    /// <summary>Ordinal order.</summary>
    public static bool operator <=(DicomUid left, DicomUid right) => left.CompareTo(right) <= 0;

    /// <summary>Ordinal order.</summary>
    public static bool operator >=(DicomUid left, DicomUid right) => left.CompareTo(right) >= 0;

    /// <summary>Whether ASCII bytes without padding are a UID; for a check that makes no string.</summary>
    internal static bool IsValid(ReadOnlySpan<byte> value)
    {
        Span<char> characters = stackalloc char[MaxLength];
        return value.Length <= MaxLength && IsValid(characters[..System.Text.Encoding.Latin1.GetChars(value, characters)]);
    }

    private static bool IsValid(ReadOnlySpan<char> s)
    {
        if (s.Length is 0 or > MaxLength)
            return false;

        bool afterDot = true;
        foreach (char c in s)
        {
            if (c == '.' ? afterDot : !char.IsAsciiDigit(c))
                return false;
            afterDot = c == '.';
        }

        return !afterDot;
    }
}
