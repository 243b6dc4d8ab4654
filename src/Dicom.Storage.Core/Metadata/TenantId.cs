using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Dicom.Storage.Core;

/// <summary>
/// The owner of data: 1 to 64 characters of <c>A-Z a-z 0-9 . _ -</c>, and neither <c>.</c> nor <c>..</c>.
/// Nothing else can be held, so a value is safe as one path segment, as a key and in a log. Case matters.
/// </summary>
[JsonConverter(typeof(TextJsonConverterFactory))]
public readonly struct TenantId : IEquatable<TenantId>, IComparable<TenantId>, ISpanParsable<TenantId>, ITextConverterSource
{
    /// <summary>The largest number of characters.</summary>
    public const int MaxLength = 64;

    private readonly string? _value;

    private TenantId(string value) => _value = value;

    /// <summary>Gets the tenant of data whose sender named none: <c>1234567890</c>.</summary>
    public static TenantId Fallback { get; } = new("1234567890");

    /// <summary>Gets the characters; empty for <see langword="default"/>, which is no tenant.</summary>
    public string Value => _value ?? string.Empty;

    /// <summary>Gets whether this is <see langword="default"/>: no tenant at all.</summary>
    public bool IsEmpty => _value is null;

    /// <summary>Reads a tenant as it stands on the wire: ASCII, padding of spaces and NULs around it is not kept.</summary>
    /// <returns>False when the bytes are no tenant.</returns>
    public static bool TryParse(ReadOnlySpan<byte> value, out TenantId result)
    {
        result = default;
        value = value.Trim(" \0"u8);
        if (value.Length is 0 or > MaxLength)
            return false;

        Span<char> characters = stackalloc char[value.Length];
        for (int i = 0; i < value.Length; i++)
            characters[i] = (char)value[i];

        return TryParse(characters, provider: null, out result);
    }

    /// <inheritdoc/>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out TenantId result)
    {
        bool valid = IsValid(s);
        result = valid ? new TenantId(new string(s)) : default;
        return valid;
    }

    /// <summary>Reads a tenant.</summary>
    /// <returns>False when the text is no tenant.</returns>
    public static bool TryParse([NotNullWhen(true)] string? s, out TenantId result) => TryParse(s, provider: null, out result);

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out TenantId result)
    {
        bool valid = s is not null && IsValid(s);
        result = valid ? new TenantId(s!) : default;
        return valid;
    }

    /// <summary>Reads a tenant.</summary>
    /// <exception cref="FormatException">The text is no tenant.</exception>
    public static TenantId Parse(string s) => Parse(s, provider: null);

    /// <inheritdoc/>
    public static TenantId Parse(string s, IFormatProvider? provider)
    {
        ArgumentNullException.ThrowIfNull(s);
        return Parse(s.AsSpan(), provider);
    }

    /// <inheritdoc/>
    public static TenantId Parse(ReadOnlySpan<char> s, IFormatProvider? provider) =>
        TryParse(s, provider, out TenantId result)
            ? result
            : throw new FormatException("A tenant is 1 to 64 characters of A-Z, a-z, 0-9, '.', '_' and '-', and neither '.' nor '..'.");

    /// <inheritdoc/>
    public bool Equals(TenantId other) => string.Equals(_value, other._value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is TenantId other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => string.GetHashCode(Value, StringComparison.Ordinal);

    /// <summary>Compares the characters by their code (ordinal).</summary>
    public int CompareTo(TenantId other) => string.CompareOrdinal(Value, other.Value);

    /// <summary>Gets <see cref="Value"/>.</summary>
    public override string ToString() => Value;

    /// <summary>Whether both hold the same characters.</summary>
    public static bool operator ==(TenantId left, TenantId right) => left.Equals(right);

    /// <summary>Whether the characters differ.</summary>
    public static bool operator !=(TenantId left, TenantId right) => !left.Equals(right);

    /// <summary>Ordinal order.</summary>
    public static bool operator <(TenantId left, TenantId right) => left.CompareTo(right) < 0;

    /// <summary>Ordinal order.</summary>
    public static bool operator >(TenantId left, TenantId right) => left.CompareTo(right) > 0;

    /// <summary>Ordinal order.</summary>
    public static bool operator <=(TenantId left, TenantId right) => left.CompareTo(right) <= 0;

    /// <summary>Ordinal order.</summary>
    public static bool operator >=(TenantId left, TenantId right) => left.CompareTo(right) >= 0;

    JsonConverter ITextConverterSource.CreateConverter() => new TextJsonConverter<TenantId>(static tenant => tenant.Value);

    private static bool IsValid(ReadOnlySpan<char> s)
    {
        if (s.Length is 0 or > MaxLength || s is "." or "..")
            return false;

        foreach (char c in s)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '_' or '-'))
                return false;
        }

        return true;
    }
}
