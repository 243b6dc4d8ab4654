using System.Globalization;

namespace Dicom.Storage.DataSets;

/// <summary>The digits of a number, and how to write them in the room of a DS (PS3.5 6.2).</summary>
internal static class DecimalDigits
{
    // The number of the greatest magnitude that fits with a sign; those beyond it would be rounded to infinity.
    private const string MostNegative = "-17976931348E298";

    public static string Format(double number)
    {
        if (number == 0)
            return "0";

        // The fewest digits that read back; then, where they do not fit, one digit less at a time, each rounded from the number itself.
        string? text = Write(number.ToString("R", CultureInfo.InvariantCulture));
        for (int digits = 16; text is null; digits--)
            text = Write(number.ToString($"E{digits - 1}", CultureInfo.InvariantCulture));
        return double.IsFinite(double.Parse(text, CultureInfo.InvariantCulture)) ? text : MostNegative;
    }

    // Fixed point where it fits, else with an exponent, else with one and no dot, which saves a character.
    private static string? Write(string number)
    {
        bool negative = number[0] == '-';
        (string digits, int exponent) = Significant(number.AsSpan(negative ? 1 : 0));
        int room = DicomDecimalString.MaxLength - (negative ? 1 : 0);
        string? text = Fitting(Fixed(digits, exponent), room) ??
            Fitting(string.Create(CultureInfo.InvariantCulture, $"{digits[0]}{(digits.Length > 1 ? "." : "")}{digits.AsSpan(1)}E{exponent}"), room) ??
            Fitting(string.Create(CultureInfo.InvariantCulture, $"{digits}E{exponent - digits.Length + 1}"), room);
        return text is null || !negative ? text : "-" + text;
    }

    private static string? Fitting(string? text, int room) => text?.Length <= room ? text : null;

    // Only where few zeros stand in: 400 of them would fit nowhere.
    private static string? Fixed(string digits, int exponent)
    {
        int whole = exponent + 1;
        if (whole is < -DicomDecimalString.MaxLength or > DicomDecimalString.MaxLength)
            return null;
        if (whole <= 0)
            return "0." + new string('0', -whole) + digits;
        return whole >= digits.Length ? digits + new string('0', whole - digits.Length) : digits.Insert(whole, ".");
    }

    /// <summary>The digits without dot and zeros at either end, and the power of ten of the first one.</summary>
    private static (string Digits, int Exponent) Significant(ReadOnlySpan<char> number)
    {
        int end = number.IndexOf('E');
        ReadOnlySpan<char> mantissa = end < 0 ? number : number[..end];
        int exponent = end < 0 ? 0 : int.Parse(number[(end + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        int dot = mantissa.IndexOf('.');
        string digits = dot < 0 ? mantissa.ToString() : $"{mantissa[..dot]}{mantissa[(dot + 1)..]}";
        int first = digits.AsSpan().IndexOfAnyExcept('0');
        return (digits.Trim('0'), exponent + (dot < 0 ? mantissa.Length : dot) - 1 - first);
    }
}
