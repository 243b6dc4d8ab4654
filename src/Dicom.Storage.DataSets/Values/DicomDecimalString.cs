using System.Buffers;
using System.Globalization;

namespace Dicom.Storage.DataSets;

/// <summary>Values of VR DS: a fixed or floating point number of at most 16 characters (PS3.5 6.2).</summary>
public static class DicomDecimalString
{
    /// <summary>The largest number of characters of a value.</summary>
    public const int MaxLength = 16;

    private static readonly SearchValues<char> s_repertoire = SearchValues.Create("0123456789+-.eE");

    /// <summary>Reads a number. Padding is ignored; up to 64 characters, which devices send, are read too.</summary>
    /// <returns>False when the text is no number, or one beyond the range of a double: <c>NaN</c>, <c>1e999</c>, <c>1,5</c>.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out double number)
    {
        text = TextValue.Unpad(text);
        number = 0;
        bool valid = text.Length <= TextValue.MaxLength && !text.ContainsAnyExcept(s_repertoire) &&
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);
        number = valid ? number : 0;
        return valid;
    }

    /// <summary>Reads a number as written, without binary rounding.</summary>
    /// <returns>False when the text is no number, or one beyond the range of a decimal.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out decimal number)
    {
        text = TextValue.Unpad(text);
        number = 0;
        return text.Length <= TextValue.MaxLength && !text.ContainsAnyExcept(s_repertoire) &&
            decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>Reads a number as it stands in a data set.</summary>
    /// <returns>False when the bytes are no number, or one beyond the range of a double.</returns>
    public static bool TryParse(ReadOnlySpan<byte> value, out double number) =>
        TryParse(TextValue.Widen(value, stackalloc char[TextValue.MaxLength]), out number);

    /// <summary>Reads a number as it stands in a data set, as written.</summary>
    /// <returns>False when the bytes are no number, or one beyond the range of a decimal.</returns>
    public static bool TryParse(ReadOnlySpan<byte> value, out decimal number) =>
        TryParse(TextValue.Widen(value, stackalloc char[TextValue.MaxLength]), out number);

    /// <summary>
    /// Writes a number in at most 16 characters: the shortest text that reads back as the same number where one fits, else the one nearest
    /// to it that does.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is infinite or none; DS has no text for that.</exception>
    public static string Format(double number)
    {
        if (!double.IsFinite(number))
            throw new ArgumentOutOfRangeException(nameof(number), "DS holds finite numbers only (PS3.5 6.2); leave the value out.");
        return DecimalDigits.Format(number);
    }

    /// <summary>Writes a number in at most 16 characters, rounded to the nearest that fits.</summary>
    public static string Format(decimal number)
    {
        string text = number.ToString(CultureInfo.InvariantCulture);
        if (text.Contains('.', StringComparison.Ordinal))
            text = text.TrimEnd('0').TrimEnd('.');
        return text.Length <= MaxLength ? text : DecimalDigits.Format((double)number);
    }
}
