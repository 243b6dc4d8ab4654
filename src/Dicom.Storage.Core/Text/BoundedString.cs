using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json.Serialization;

namespace Dicom.Storage.Core;

/// <summary>
/// Well-formed text of at most <typeparamref name="TLimit"/> runes. It never cuts silently: text that does not fit is refused,
/// and cutting is the separate, named <see cref="Truncate(string)"/>.
/// </summary>
/// <remarks>
/// <see langword="default"/> is the empty text. Equality and order are ordinal. In JSON it is a plain string.
/// </remarks>
/// <typeparam name="TLimit">The limit, for example <see cref="Max64"/>.</typeparam>
[JsonConverter(typeof(TextJsonConverterFactory))]
public readonly struct BoundedString<TLimit> :
    IEquatable<BoundedString<TLimit>>, IComparable<BoundedString<TLimit>>,
    ISpanParsable<BoundedString<TLimit>>, IUtf8SpanParsable<BoundedString<TLimit>>, ITextConverterSource
    where TLimit : struct, IStringLimit
{
    private readonly string? _value;

    private BoundedString(string value) => _value = value;

    /// <summary>Gets the limit in runes.</summary>
    public static int MaxRunes => TLimit.MaxRunes;

    /// <summary>Gets the text; never <see langword="null"/>.</summary>
    public string Value => _value ?? string.Empty;

    /// <summary>Gets whether there is no character.</summary>
    public bool IsEmpty => string.IsNullOrEmpty(_value);

    /// <summary>Takes the string as it is, without copying.</summary>
    /// <returns>False when it is <see langword="null"/>, has more runes than the limit, or a surrogate stands alone in it.</returns>
    public static bool TryCreate([NotNullWhen(true)] string? value, out BoundedString<TLimit> result)
    {
        bool fits = value is not null && Fits(value);
        result = fits ? new BoundedString<TLimit>(value!) : default;
        return fits;
    }

    /// <summary>Cuts text that is too long after the last whole grapheme that fits, and replaces lone surrogates by U+FFFD.</summary>
    /// <remarks>Neither a surrogate pair nor a combining sequence is ever split; a first grapheme longer than the limit leaves nothing.</remarks>
    public static BoundedString<TLimit> Truncate(string value) => Truncate(value, out _);

    /// <summary>Cuts as <see cref="Truncate(string)"/> does, and tells whether the text was changed.</summary>
    public static BoundedString<TLimit> Truncate(string value, out bool changed)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new BoundedString<TLimit>(BoundedText.Truncate(value, TLimit.MaxRunes, out changed));
    }

    /// <summary>Reads text that must fit.</summary>
    /// <exception cref="FormatException">It is longer than the limit, or a surrogate stands alone in it.</exception>
    public static BoundedString<TLimit> Parse(string s) => Parse(s, provider: null);

    /// <inheritdoc/>
    /// <exception cref="FormatException">It is longer than the limit, or a surrogate stands alone in it.</exception>
    public static BoundedString<TLimit> Parse(string s, IFormatProvider? provider)
    {
        ArgumentNullException.ThrowIfNull(s);
        return TryCreate(s, out BoundedString<TLimit> result) ? result : throw Refused(s);
    }

    /// <inheritdoc/>
    public static BoundedString<TLimit> Parse(ReadOnlySpan<char> s, IFormatProvider? provider) =>
        TryParse(s, provider, out BoundedString<TLimit> result) ? result : throw Refused(s);

    /// <inheritdoc/>
    public static BoundedString<TLimit> Parse(ReadOnlySpan<byte> utf8Text, IFormatProvider? provider) =>
        TryParse(utf8Text, provider, out BoundedString<TLimit> result)
            ? result
            : throw new FormatException($"The text is no UTF-8 of at most {TLimit.MaxRunes} characters.");

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out BoundedString<TLimit> result) =>
        TryCreate(s, out result);

    /// <inheritdoc/>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out BoundedString<TLimit> result)
    {
        bool fits = Fits(s);
        result = fits ? new BoundedString<TLimit>(new string(s)) : default;
        return fits;
    }

    /// <inheritdoc/>
    public static bool TryParse(ReadOnlySpan<byte> utf8Text, IFormatProvider? provider, out BoundedString<TLimit> result)
    {
        // A rune takes at most four bytes: what is longer is refused before it is looked at.
        bool fits = utf8Text.Length <= 4L * TLimit.MaxRunes
            && BoundedText.TryCountRunes(utf8Text, out int runes) && runes <= TLimit.MaxRunes;
        result = fits ? new BoundedString<TLimit>(Encoding.UTF8.GetString(utf8Text)) : default;
        return fits;
    }

    /// <inheritdoc/>
    public bool Equals(BoundedString<TLimit> other) => string.Equals(Value, other.Value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is BoundedString<TLimit> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => string.GetHashCode(Value, StringComparison.Ordinal);

    /// <summary>Compares by UTF-16 code unit.</summary>
    public int CompareTo(BoundedString<TLimit> other) => string.CompareOrdinal(Value, other.Value);

    /// <summary>Gets <see cref="Value"/>.</summary>
    public override string ToString() => Value;

    /// <summary>Whether both hold the same characters.</summary>
    public static bool operator ==(BoundedString<TLimit> left, BoundedString<TLimit> right) => left.Equals(right);

    /// <summary>Whether the characters differ.</summary>
    public static bool operator !=(BoundedString<TLimit> left, BoundedString<TLimit> right) => !left.Equals(right);

    /// <summary>Ordinal order.</summary>
    public static bool operator <(BoundedString<TLimit> left, BoundedString<TLimit> right) => left.CompareTo(right) < 0;

    /// <summary>Ordinal order.</summary>
    public static bool operator >(BoundedString<TLimit> left, BoundedString<TLimit> right) => left.CompareTo(right) > 0;

    /// <summary>Ordinal order.</summary>
    public static bool operator <=(BoundedString<TLimit> left, BoundedString<TLimit> right) => left.CompareTo(right) <= 0;

    /// <summary>Ordinal order.</summary>
    public static bool operator >=(BoundedString<TLimit> left, BoundedString<TLimit> right) => left.CompareTo(right) >= 0;

    JsonConverter ITextConverterSource.CreateConverter() => new TextJsonConverter<BoundedString<TLimit>>(static text => text.Value);

    // The text itself stays out of the message: it may be a patient's name.
    private static FormatException Refused(ReadOnlySpan<char> s) => new(BoundedText.TryCountRunes(s, out int runes)
        ? $"The text has {runes} characters; the limit is {TLimit.MaxRunes}."
        : "A surrogate stands alone in the text.");

    private static bool Fits(ReadOnlySpan<char> s) =>
        s.Length <= 2L * TLimit.MaxRunes && BoundedText.TryCountRunes(s, out int runes) && runes <= TLimit.MaxRunes;
}
