using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json.Serialization;

namespace Dicom.Storage.Core;

/// <summary>
/// Well-formed text of exactly as many runes as <typeparamref name="TLimit"/> says; nothing is cut or padded.
/// </summary>
/// <remarks>
/// <see langword="default"/> is no text: it reads as the empty string, and only it does. Equality and order are ordinal. In JSON it is a plain string.
/// </remarks>
/// <typeparam name="TLimit">The length, for example <see cref="Max36"/>.</typeparam>
[JsonConverter(typeof(TextJsonConverterFactory))]
public readonly struct FixedLengthString<TLimit> :
    IEquatable<FixedLengthString<TLimit>>, IComparable<FixedLengthString<TLimit>>,
    ISpanParsable<FixedLengthString<TLimit>>, IUtf8SpanParsable<FixedLengthString<TLimit>>, ITextConverterSource
    where TLimit : struct, IStringLimit
{
    private readonly string? _value;

    private FixedLengthString(string value) => _value = value;

    /// <summary>Gets the length in runes.</summary>
    public static int Length => TLimit.MaxRunes;

    /// <summary>Gets the text; never <see langword="null"/>.</summary>
    public string Value => _value ?? string.Empty;

    /// <summary>Gets whether this is <see langword="default"/>: no text at all.</summary>
    public bool IsEmpty => string.IsNullOrEmpty(_value);

    /// <summary>Takes the string as it is, without copying.</summary>
    /// <returns>False when it is <see langword="null"/>, has another number of runes, or a surrogate stands alone in it.</returns>
    public static bool TryCreate([NotNullWhen(true)] string? value, out FixedLengthString<TLimit> result)
    {
        bool fits = value is not null && Fits(value);
        result = fits ? new FixedLengthString<TLimit>(value!) : default;
        return fits;
    }

    /// <summary>Reads text of the right length.</summary>
    /// <exception cref="FormatException">It has another number of runes, or a surrogate stands alone in it.</exception>
    public static FixedLengthString<TLimit> Parse(string s) => Parse(s, provider: null);

    /// <inheritdoc/>
    /// <exception cref="FormatException">It has another number of runes, or a surrogate stands alone in it.</exception>
    public static FixedLengthString<TLimit> Parse(string s, IFormatProvider? provider)
    {
        ArgumentNullException.ThrowIfNull(s);
        return TryCreate(s, out FixedLengthString<TLimit> result) ? result : throw Refused(s);
    }

    /// <inheritdoc/>
    public static FixedLengthString<TLimit> Parse(ReadOnlySpan<char> s, IFormatProvider? provider) =>
        TryParse(s, provider, out FixedLengthString<TLimit> result) ? result : throw Refused(s);

    /// <inheritdoc/>
    public static FixedLengthString<TLimit> Parse(ReadOnlySpan<byte> utf8Text, IFormatProvider? provider) =>
        TryParse(utf8Text, provider, out FixedLengthString<TLimit> result)
            ? result
            : throw new FormatException($"The text is no UTF-8 of exactly {TLimit.MaxRunes} characters.");

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out FixedLengthString<TLimit> result) =>
        TryCreate(s, out result);

    /// <inheritdoc/>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out FixedLengthString<TLimit> result)
    {
        bool fits = Fits(s);
        result = fits ? new FixedLengthString<TLimit>(new string(s)) : default;
        return fits;
    }

    /// <inheritdoc/>
    public static bool TryParse(ReadOnlySpan<byte> utf8Text, IFormatProvider? provider, out FixedLengthString<TLimit> result)
    {
        // A rune takes at most four bytes: what is longer is refused before it is looked at.
        bool fits = utf8Text.Length <= 4L * TLimit.MaxRunes
            && BoundedText.TryCountRunes(utf8Text, out int runes) && runes == TLimit.MaxRunes;
        result = fits ? new FixedLengthString<TLimit>(Encoding.UTF8.GetString(utf8Text)) : default;
        return fits;
    }

    /// <inheritdoc/>
    public bool Equals(FixedLengthString<TLimit> other) => string.Equals(Value, other.Value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is FixedLengthString<TLimit> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => string.GetHashCode(Value, StringComparison.Ordinal);

    /// <summary>Compares by UTF-16 code unit.</summary>
    public int CompareTo(FixedLengthString<TLimit> other) => string.CompareOrdinal(Value, other.Value);

    /// <summary>Gets <see cref="Value"/>.</summary>
    public override string ToString() => Value;

    /// <summary>Whether both hold the same characters.</summary>
    public static bool operator ==(FixedLengthString<TLimit> left, FixedLengthString<TLimit> right) => left.Equals(right);

    /// <summary>Whether the characters differ.</summary>
    public static bool operator !=(FixedLengthString<TLimit> left, FixedLengthString<TLimit> right) => !left.Equals(right);

    /// <summary>Ordinal order.</summary>
    public static bool operator <(FixedLengthString<TLimit> left, FixedLengthString<TLimit> right) => left.CompareTo(right) < 0;

    /// <summary>Ordinal order.</summary>
    public static bool operator >(FixedLengthString<TLimit> left, FixedLengthString<TLimit> right) => left.CompareTo(right) > 0;

    /// <summary>Ordinal order.</summary>
    public static bool operator <=(FixedLengthString<TLimit> left, FixedLengthString<TLimit> right) => left.CompareTo(right) <= 0;

    /// <summary>Ordinal order.</summary>
    public static bool operator >=(FixedLengthString<TLimit> left, FixedLengthString<TLimit> right) => left.CompareTo(right) >= 0;

    JsonConverter ITextConverterSource.CreateConverter() => new TextJsonConverter<FixedLengthString<TLimit>>(static text => text.Value);

    // The text itself stays out of the message: it may be a patient's name.
    private static FormatException Refused(ReadOnlySpan<char> s) => new(BoundedText.TryCountRunes(s, out int runes)
        ? $"The text has {runes} characters; exactly {TLimit.MaxRunes} are expected."
        : "A surrogate stands alone in the text.");

    private static bool Fits(ReadOnlySpan<char> s) =>
        s.Length <= 2L * TLimit.MaxRunes && BoundedText.TryCountRunes(s, out int runes) && runes == TLimit.MaxRunes;
}
