using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Dicom.Storage.Core;

/// <summary>
/// The name of one received object from the first byte on: a UUID, written as 36 lower-case characters (RFC 9562 4).
/// New ones are version 7, and those of one clock and process are ordered as they were made, also within a millisecond and when the clock is set back.
/// </summary>
[JsonConverter(typeof(TextJsonConverterFactory))]
public readonly struct TraceId : IEquatable<TraceId>, IComparable<TraceId>, ISpanParsable<TraceId>, ITextConverterSource
{
    /// <summary>The number of characters.</summary>
    public const int Length = 36;

    private const int VersionDigit = 14;

    private readonly string? _value;

    private TraceId(string value) => _value = value;

    /// <summary>Gets the 36 characters; empty for <see langword="default"/>, which is no trace id.</summary>
    public string Value => _value ?? string.Empty;

    /// <summary>Gets whether this is <see langword="default"/>: no trace id at all.</summary>
    public bool IsEmpty => _value is null;

    /// <summary>Makes a new version 7 UUID of the time now, greater than all that were made before it by the same clock (RFC 9562 6.2).</summary>
    public static TraceId New(TimeProvider timeProvider)
    {
        ArgumentNullException.ThrowIfNull(timeProvider);
        return new TraceId(TraceClock.Of(timeProvider).Next().ToString("D"));
    }

    /// <summary>
    /// Gets the id of what the receiver made of this object and stored beside it, always the same one: version 8 (RFC 9562 5.8), which no received object has.
    /// </summary>
    internal TraceId OfDerived() => new(string.Concat(Value.AsSpan(0, VersionDigit), "8", Value.AsSpan(VersionDigit + 1)));

    /// <summary>Reads a UUID of any version in the form <c>xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx</c>, upper or lower case.</summary>
    /// <returns>False when the text is no UUID in that form.</returns>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out TraceId result)
    {
        bool valid = s.Length == Length && Guid.TryParseExact(s, "D", out _);
        result = valid ? new TraceId(string.Create(Length, s, static (text, source) => source.ToLowerInvariant(text))) : default;
        return valid;
    }

    /// <inheritdoc cref="TryParse(ReadOnlySpan{char}, IFormatProvider?, out TraceId)"/>
    public static bool TryParse([NotNullWhen(true)] string? s, out TraceId result) => TryParse(s.AsSpan(), provider: null, out result);

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out TraceId result) =>
        TryParse(s.AsSpan(), provider, out result);

    /// <summary>Reads a UUID in the form of 36 characters.</summary>
    /// <exception cref="FormatException">The text is no UUID in that form.</exception>
    public static TraceId Parse(string s) => Parse(s, provider: null);

    /// <inheritdoc/>
    public static TraceId Parse(string s, IFormatProvider? provider)
    {
        ArgumentNullException.ThrowIfNull(s);
        return Parse(s.AsSpan(), provider);
    }

    /// <inheritdoc/>
    public static TraceId Parse(ReadOnlySpan<char> s, IFormatProvider? provider) =>
        TryParse(s, provider, out TraceId result) ? result : throw new FormatException("A trace id is a UUID of 36 characters.");

    /// <inheritdoc/>
    public bool Equals(TraceId other) => string.Equals(_value, other._value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is TraceId other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => string.GetHashCode(Value, StringComparison.Ordinal);

    /// <summary>Compares the characters; for version 7 of one clock the order of making.</summary>
    public int CompareTo(TraceId other) => string.CompareOrdinal(Value, other.Value);

    /// <summary>Gets <see cref="Value"/>.</summary>
    public override string ToString() => Value;

    /// <summary>Whether both are the same UUID.</summary>
    public static bool operator ==(TraceId left, TraceId right) => left.Equals(right);

    /// <summary>Whether the UUIDs differ.</summary>
    public static bool operator !=(TraceId left, TraceId right) => !left.Equals(right);

    /// <summary>Order of the characters.</summary>
    public static bool operator <(TraceId left, TraceId right) => left.CompareTo(right) < 0;

    /// <summary>Order of the characters.</summary>
    public static bool operator >(TraceId left, TraceId right) => left.CompareTo(right) > 0;

    /// <summary>Order of the characters.</summary>
    public static bool operator <=(TraceId left, TraceId right) => left.CompareTo(right) <= 0;

    /// <summary>Order of the characters.</summary>
    public static bool operator >=(TraceId left, TraceId right) => left.CompareTo(right) >= 0;

    JsonConverter ITextConverterSource.CreateConverter() => new TextJsonConverter<TraceId>(static id => id.Value);
}
