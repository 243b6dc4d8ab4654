using System.Globalization;

namespace Dicom.Storage.DataSets;

/// <summary>The text of DS and IS as JSON and XML write numbers, without a detour over binary numbers that would change digits.</summary>
internal static class DecimalText
{
    /// <summary>What a DS or IS may have at most to be written as a number; four times what PS3.5 6.2 allows to DS.</summary>
    public const int MaxLength = 64;

    private const long LargestExact = (1L << 53) - 1;

    /// <summary>Writes a decimal (DS) as a JSON number (RFC 8259 6): no plus sign, no leading zero, digits on both sides of a point.</summary>
    /// <param name="number">At least <see cref="MaxLength"/> and 4 bytes.</param>
    /// <returns>The length written; 0 when the text is no decimal, or one that a 64-bit float cannot hold: readers would make infinity or zero of it.</returns>
    public static int WriteDecimal(ReadOnlySpan<byte> text, Span<byte> number)
    {
        if (text.IsEmpty || text.Length > MaxLength)
            return 0;

        int length = WriteSign(ref text, number);
        ReadOnlySpan<byte> whole = TakeDigits(ref text);
        ReadOnlySpan<byte> fraction = default;
        if (!text.IsEmpty && text[0] == '.')
        {
            text = text[1..];
            fraction = TakeDigits(ref text);
        }

        if (whole.IsEmpty && fraction.IsEmpty)
            return 0;
        length += WriteWhole(whole, number[length..]);
        if (!fraction.IsEmpty)
        {
            number[length++] = (byte)'.';
            fraction.CopyTo(number[length..]);
            length += fraction.Length;
        }

        if (text.IsEmpty)
            return length;
        length = WriteExponent(text, number, length);
        bool isZero = !whole.ContainsAnyInRange((byte)'1', (byte)'9') && !fraction.ContainsAnyInRange((byte)'1', (byte)'9');
        return length > 0 && IsHeld(number[..length], isZero) ? length : 0;
    }

    /// <summary>Writes an integer (IS) as a JSON number.</summary>
    /// <inheritdoc cref="WriteDecimal"/>
    /// <returns>The length written; 0 when the text is no integer, or beyond 2^53, from where on readers round (RFC 8259 6).</returns>
    public static int WriteInteger(ReadOnlySpan<byte> text, Span<byte> number)
    {
        if (text.IsEmpty || text.Length > MaxLength)
            return 0;

        int length = WriteSign(ref text, number);
        ReadOnlySpan<byte> whole = TakeDigits(ref text);
        if (whole.IsEmpty || !text.IsEmpty)
            return 0;

        length += WriteWhole(whole, number[length..]);
        return long.TryParse(number[..length], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) && IsExact(value) ? length : 0;
    }

    /// <summary>Whether every reader gets this very number, those too whose numbers are all 64-bit floats.</summary>
    public static bool IsExact(long value) => value is >= -LargestExact and <= LargestExact;

    private static int WriteSign(scoped ref ReadOnlySpan<byte> text, Span<byte> number)
    {
        bool negative = text[0] == '-';
        if (negative || text[0] == '+')
            text = text[1..];
        number[0] = (byte)'-';
        return negative ? 1 : 0;
    }

    private static ReadOnlySpan<byte> TakeDigits(scoped ref ReadOnlySpan<byte> text)
    {
        int end = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        ReadOnlySpan<byte> digits = end < 0 ? text : text[..end];
        text = text[digits.Length..];
        return digits;
    }

    private static int WriteWhole(ReadOnlySpan<byte> digits, Span<byte> number)
    {
        digits = digits.TrimStart((byte)'0');
        if (digits.IsEmpty)
            digits = "0"u8;
        digits.CopyTo(number);
        return digits.Length;
    }

    private static int WriteExponent(ReadOnlySpan<byte> text, Span<byte> number, int length)
    {
        if (text[0] is not ((byte)'e' or (byte)'E'))
            return 0;

        ReadOnlySpan<byte> rest = text[1..];
        if (!rest.IsEmpty && rest[0] is (byte)'+' or (byte)'-')
            rest = rest[1..];
        if (rest.IsEmpty || rest.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
            return 0;
        text.CopyTo(number[length..]);
        return length + text.Length;
    }

    private static bool IsHeld(ReadOnlySpan<byte> number, bool isZero) =>
        double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value) && (isZero || value != 0);
}
