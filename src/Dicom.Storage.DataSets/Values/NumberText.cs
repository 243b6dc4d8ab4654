namespace Dicom.Storage.DataSets;

/// <summary>The grammar of DS and IS (PS3.5 6.2): an optional sign, digits with or without a dot, an optional exponent.</summary>
internal static class NumberText
{
    public static bool IsNumber(ReadOnlySpan<char> text, bool isInteger)
    {
        int at = SkipSign(text, 0);
        int whole = SkipDigits(text, at);
        int digits = whole - at;
        at = whole;
        if (!isInteger && at < text.Length && text[at] == '.')
        {
            int end = SkipDigits(text, at + 1);
            digits += end - at - 1;
            at = end;
        }

        if (digits == 0)
            return false;
        if (isInteger || at == text.Length || text[at] is not ('e' or 'E'))
            return at == text.Length;

        int exponent = SkipSign(text, at + 1);
        int last = SkipDigits(text, exponent);
        return last > exponent && last == text.Length;
    }

    private static int SkipSign(ReadOnlySpan<char> text, int at) => at < text.Length && text[at] is '+' or '-' ? at + 1 : at;

    private static int SkipDigits(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && char.IsAsciiDigit(text[at]))
            at++;
        return at;
    }
}
