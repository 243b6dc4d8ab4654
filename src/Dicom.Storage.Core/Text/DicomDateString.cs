using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Serialization;

namespace Dicom.Storage.Core;

/// <summary>A date of the Gregorian calendar as <c>YYYYMMDD</c> (PS3.5 6.2, VR DA). No range, no partial date, no other form can be held.</summary>
/// <remarks><see langword="default"/> is no date and reads as the empty string. Order is the order of the dates.</remarks>
[JsonConverter(typeof(TextJsonConverterFactory))]
public readonly struct DicomDateString :
    IEquatable<DicomDateString>, IComparable<DicomDateString>, ISpanParsable<DicomDateString>, IUtf8SpanParsable<DicomDateString>, ITextConverterSource
{
    /// <summary>The number of characters of a date.</summary>
    public const int Length = 8;

    private readonly string? _value;

    private DicomDateString(string value) => _value = value;

    /// <summary>Gets the eight digits; empty for <see langword="default"/>.</summary>
    public string Value => _value ?? string.Empty;

    /// <summary>Gets whether this is <see langword="default"/>: no date at all.</summary>
    public bool IsEmpty => _value is null;

    /// <summary>Makes the text of a date.</summary>
    public static DicomDateString FromDate(DateOnly date) => new(date.ToString("yyyyMMdd", CultureInfo.InvariantCulture));

    /// <summary>Takes the string as it is, without copying.</summary>
    /// <returns>False when it is not eight digits that name a day of the calendar.</returns>
    public static bool TryCreate([NotNullWhen(true)] string? value, out DicomDateString result)
    {
        bool valid = value is not null && TryReadDate(value, out _);
        result = valid ? new DicomDateString(value!) : default;
        return valid;
    }

    /// <summary>Reads a date.</summary>
    /// <exception cref="FormatException">Not eight digits that name a day of the calendar.</exception>
    public static DicomDateString Parse(string s) => Parse(s, provider: null);

    /// <inheritdoc/>
    public static DicomDateString Parse(string s, IFormatProvider? provider)
    {
        ArgumentNullException.ThrowIfNull(s);
        return TryCreate(s, out DicomDateString result) ? result : throw Refused();
    }

    /// <inheritdoc/>
    public static DicomDateString Parse(ReadOnlySpan<char> s, IFormatProvider? provider) =>
        TryParse(s, provider, out DicomDateString result) ? result : throw Refused();

    /// <inheritdoc/>
    public static DicomDateString Parse(ReadOnlySpan<byte> utf8Text, IFormatProvider? provider) =>
        TryParse(utf8Text, provider, out DicomDateString result) ? result : throw Refused();

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out DicomDateString result) => TryCreate(s, out result);

    /// <inheritdoc/>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out DicomDateString result)
    {
        bool valid = TryReadDate(s, out _);
        result = valid ? new DicomDateString(new string(s)) : default;
        return valid;
    }

    /// <inheritdoc/>
    public static bool TryParse(ReadOnlySpan<byte> utf8Text, IFormatProvider? provider, out DicomDateString result)
    {
        result = default;
        if (utf8Text.Length != Length)
            return false;

        Span<char> characters = stackalloc char[Length];
        for (int i = 0; i < Length; i++)
            characters[i] = (char)utf8Text[i];

        return TryParse(characters, provider, out result);
    }

    /// <summary>Gets the date.</summary>
    /// <exception cref="InvalidOperationException">This is <see langword="default"/>, which is no date.</exception>
    public DateOnly ToDateOnly() =>
        TryReadDate(Value, out DateOnly date) ? date : throw new InvalidOperationException("An empty DicomDateString is no date.");

    /// <inheritdoc/>
    public bool Equals(DicomDateString other) => string.Equals(_value, other._value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is DicomDateString other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => string.GetHashCode(Value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public int CompareTo(DicomDateString other) => string.CompareOrdinal(Value, other.Value);

    /// <summary>Gets <see cref="Value"/>.</summary>
    public override string ToString() => Value;

    /// <summary>Whether both are the same date.</summary>
    public static bool operator ==(DicomDateString left, DicomDateString right) => left.Equals(right);

    /// <summary>Whether the dates differ.</summary>
    public static bool operator !=(DicomDateString left, DicomDateString right) => !left.Equals(right);

    /// <summary>Earlier; no date is before every date.</summary>
    public static bool operator <(DicomDateString left, DicomDateString right) => left.CompareTo(right) < 0;

    /// <summary>Later; no date is before every date.</summary>
    public static bool operator >(DicomDateString left, DicomDateString right) => left.CompareTo(right) > 0;

    /// <summary>Earlier or the same; no date is before every date.</summary>
    public static bool operator <=(DicomDateString left, DicomDateString right) => left.CompareTo(right) <= 0;

    /// <summary>Later or the same; no date is before every date.</summary>
    public static bool operator >=(DicomDateString left, DicomDateString right) => left.CompareTo(right) >= 0;

    JsonConverter ITextConverterSource.CreateConverter() => new TextJsonConverter<DicomDateString>(static text => text.Value);

    private static FormatException Refused() => new("A DICOM date is eight digits YYYYMMDD that name a day of the calendar (PS3.5 6.2).");

    private static bool TryReadDate(ReadOnlySpan<char> s, out DateOnly date)
    {
        date = default;
        int number = 0;
        foreach (char c in s.Length == Length ? s : default)
        {
            if (!char.IsAsciiDigit(c))
                return false;
            number = number * 10 + (c - '0');
        }

        (int year, int month, int day) = (number / 10_000, number / 100 % 100, number % 100);
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
            return false;

        date = new DateOnly(year, month, day);
        return true;
    }
}
