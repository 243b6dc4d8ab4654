using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dicom.Storage.DataSets;

/// <summary>
/// An application entity title: 1 to 16 characters of the default repertoire without backslash and control characters, not
/// only spaces; leading and trailing spaces carry no meaning and are not kept (PS3.5 6.2, VR AE).
/// </summary>
[JsonConverter(typeof(AeTitleJsonConverter))]
public readonly struct AeTitle : IEquatable<AeTitle>, ISpanParsable<AeTitle>
{
    /// <summary>The largest number of characters of a title.</summary>
    public const int MaxLength = 16;

    private readonly string? _value;

    private AeTitle(string value) => _value = value;

    /// <summary>Gets the title without padding; empty for <see langword="default"/>, which is no title.</summary>
    public string Value => _value ?? string.Empty;

    /// <summary>Gets whether this is <see langword="default"/>: no title at all.</summary>
    public bool IsEmpty => _value is null;

    /// <summary>Reads a title as it stands on the wire: ASCII, padded with spaces to 16 bytes (PS3.8 9.3.2) or with one NUL.</summary>
    /// <returns>False when the bytes are no title.</returns>
    public static bool TryParse(ReadOnlySpan<byte> value, out AeTitle result)
    {
        result = default;
        value = value.TrimEnd((byte)0).Trim((byte)' ');
        if (value.Length is 0 or > MaxLength)
            return false;

        Span<char> characters = stackalloc char[value.Length];
        for (int i = 0; i < value.Length; i++)
            characters[i] = (char)value[i];

        return TryParse(characters, provider: null, out result);
    }

    /// <inheritdoc/>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out AeTitle result)
    {
        s = s.Trim(' ');
        bool valid = s.Length is > 0 and <= MaxLength;
        foreach (char c in s)
            valid &= c is >= ' ' and <= '~' and not '\\';

        result = valid ? new AeTitle(new string(s)) : default;
        return valid;
    }

    /// <summary>Reads a title.</summary>
    /// <returns>False when the text is no title.</returns>
    public static bool TryParse([NotNullWhen(true)] string? s, out AeTitle result) => TryParse(s, provider: null, out result);

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out AeTitle result) =>
        TryParse(s.AsSpan(), provider, out result);

    /// <summary>Reads a title.</summary>
    /// <exception cref="FormatException">The text is no title.</exception>
    public static AeTitle Parse(string s) => Parse(s.AsSpan(), provider: null);

    /// <inheritdoc/>
    public static AeTitle Parse(string s, IFormatProvider? provider)
    {
        ArgumentNullException.ThrowIfNull(s);
        return Parse(s.AsSpan(), provider);
    }

    /// <inheritdoc/>
    public static AeTitle Parse(ReadOnlySpan<char> s, IFormatProvider? provider) =>
        TryParse(s, provider, out AeTitle result)
            ? result
            : throw new FormatException("An AE title is 1 to 16 printable ASCII characters without backslash, not only spaces (PS3.5 6.2).");

    /// <inheritdoc/>
    public bool Equals(AeTitle other) => string.Equals(_value, other._value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is AeTitle other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _value is null ? 0 : string.GetHashCode(_value, StringComparison.Ordinal);

    /// <summary>Gets <see cref="Value"/>.</summary>
    public override string ToString() => Value;

    /// <summary>Whether both hold the same characters.</summary>
    public static bool operator ==(AeTitle left, AeTitle right) => left.Equals(right);

    /// <summary>Whether the characters differ.</summary>
    public static bool operator !=(AeTitle left, AeTitle right) => !left.Equals(right);

    private sealed class AeTitleJsonConverter : JsonConverter<AeTitle>
    {
        public override AeTitle Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            string? text = reader.GetString();
            if (string.IsNullOrEmpty(text))
                return default;
            return TryParse(text, out AeTitle title) ? title : throw new JsonException("Not an AE title (PS3.5 6.2).");
        }

        public override void Write(Utf8JsonWriter writer, AeTitle value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
    }
}
