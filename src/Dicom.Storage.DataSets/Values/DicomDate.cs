using System.Globalization;

namespace Dicom.Storage.DataSets;

/// <summary>Values of VR DA, <c>YYYYMMDD</c> (PS3.5 6.2).</summary>
public static class DicomDate
{
    /// <summary>Reads a date: <c>YYYYMMDD</c>, or <c>YYYY.MM.DD</c> as ACR-NEMA wrote it (PS3.5 6.2, DA note 1). Padding is ignored.</summary>
    /// <returns>False when the text is no day of the calendar from year 1 to 9999.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out DateOnly date)
    {
        date = default;
        Span<char> digits = stackalloc char[TextValue.MaxLength];
        ReadOnlySpan<char> compact = WithoutDots(TextValue.Unpad(text), digits);
        return compact.Length == 8 && TextValue.TryDigits(compact, out int number) && TryMake(number / 10_000, number / 100 % 100, number % 100, out date);
    }

    /// <summary>Reads a date as it stands in a data set.</summary>
    /// <returns>False when the bytes are no day of the calendar from year 1 to 9999.</returns>
    public static bool TryParse(ReadOnlySpan<byte> value, out DateOnly date) =>
        TryParse(TextValue.Widen(value, stackalloc char[TextValue.MaxLength]), out date);

    /// <summary>Writes a date as <c>YYYYMMDD</c>.</summary>
    public static string Format(DateOnly date) => date.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    internal static bool TryMake(int year, int month, int day, out DateOnly date)
    {
        bool exists = year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month);
        date = exists ? new DateOnly(year, month, day) : default;
        return exists;
    }

    // YYYY.MM.DD
    private static ReadOnlySpan<char> WithoutDots(ReadOnlySpan<char> text, Span<char> digits)
    {
        if (text.Length != 10 || text[4] != '.' || text[7] != '.')
            return text;

        text[..4].CopyTo(digits);
        text[5..7].CopyTo(digits[4..]);
        text[8..].CopyTo(digits[6..]);
        return digits[..8];
    }
}
