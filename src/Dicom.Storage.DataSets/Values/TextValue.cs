using System.Text;

namespace Dicom.Storage.DataSets;

/// <summary>Reading of values that are written in the default repertoire (PS3.5 6.2): dates, times, ages, numbers.</summary>
internal static class TextValue
{
    /// <summary>The longest text that is looked at, in characters: more than the longest of these VRs may hold, a DT range of 54 (PS3.5 table 6.2-1).</summary>
    public const int MaxLength = 64;

    public static T Parse<T>(ReadOnlySpan<char> text)
        where T : struct, ITextValue<T> =>
        T.TryParse(text, out T value) ? value : throw new FormatException(T.Expectation);

    public static bool TryParse<T>(ReadOnlySpan<byte> value, out T result)
        where T : struct, ITextValue<T> =>
        T.TryParse(Widen(value, stackalloc char[MaxLength]), out result);

    /// <summary>The characters of a value without its padding; what is too long for any of these VRs comes back as one NUL, which none of them has.</summary>
    public static ReadOnlySpan<char> Widen(ReadOnlySpan<byte> value, Span<char> characters)
    {
        value = value.Trim(" \0"u8);
        if (value.Length > characters.Length)
            return "\0";
        return characters[..Encoding.Latin1.GetChars(value, characters)];
    }

    /// <summary>Without the spaces and NULs that pad it.</summary>
    public static ReadOnlySpan<char> Unpad(ReadOnlySpan<char> text) => text.Trim(" \0");

    /// <summary>Reads decimal digits, nothing else.</summary>
    public static bool TryDigits(ReadOnlySpan<char> text, out int number)
    {
        number = 0;
        foreach (char c in text)
        {
            if (!char.IsAsciiDigit(c))
                return false;
            number = (number * 10) + (c - '0');
        }

        return text.Length is > 0 and < 10;
    }

    /// <summary>Divides a range at its hyphen (PS3.4 C.2.2.2.5); without one both ends are the text itself.</summary>
    /// <returns>False when both ends are missing.</returns>
    public static bool TrySplitRange(ReadOnlySpan<char> text, int hyphen, out ReadOnlySpan<char> first, out ReadOnlySpan<char> second)
    {
        first = Unpad(hyphen < 0 ? text : text[..hyphen]);
        second = hyphen < 0 ? first : Unpad(text[(hyphen + 1)..]);
        return !first.IsEmpty || !second.IsEmpty;
    }

    /// <summary>What stands between two delimiters; empty when there are not that many.</summary>
    public static ReadOnlySpan<char> Part(ReadOnlySpan<char> text, char delimiter, int index)
    {
        for (; index > 0; index--)
        {
            int next = text.IndexOf(delimiter);
            if (next < 0)
                return [];
            text = text[(next + 1)..];
        }

        int end = text.IndexOf(delimiter);
        return end < 0 ? text : text[..end];
    }
}
