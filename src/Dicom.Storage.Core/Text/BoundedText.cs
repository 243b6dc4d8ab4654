using System.Buffers;
using System.Globalization;
using System.Text;

namespace Dicom.Storage.Core;

/// <summary>Counting and cutting of text in runes, without allocation but for a result.</summary>
internal static class BoundedText
{
    /// <summary>What stands for a lone surrogate, which no database and no UTF-8 text can hold.</summary>
    private const char Replacement = '\uFFFD';

    /// <summary>Counts runes; false when a surrogate stands alone.</summary>
    public static bool TryCountRunes(ReadOnlySpan<char> value, out int runes)
    {
        runes = 0;
        for (int i = 0; i < value.Length; i++, runes++)
        {
            if (!char.IsSurrogate(value[i]))
                continue;
            if (i + 1 >= value.Length || !char.IsSurrogatePair(value[i], value[i + 1]))
                return false;
            i++;
        }

        return true;
    }

    /// <summary>Counts runes of UTF-8; false when it is malformed.</summary>
    public static bool TryCountRunes(ReadOnlySpan<byte> utf8, out int runes)
    {
        for (runes = 0; !utf8.IsEmpty; runes++)
        {
            if (Rune.DecodeFromUtf8(utf8, out _, out int consumed) != OperationStatus.Done)
                return false;
            utf8 = utf8[consumed..];
        }

        return true;
    }

    /// <summary>Cuts after the last whole text element within the limit and replaces lone surrogates; the same string when nothing changes.</summary>
    public static string Truncate(string value, int maxRunes, out bool changed)
    {
        changed = !TryCountRunes(value, out int runes);
        if (changed)
        {
            value = ReplaceLoneSurrogates(value);
            _ = TryCountRunes(value, out runes);
        }

        if (runes <= maxRunes)
            return value;

        changed = true;
        return value[..FittingLength(value, maxRunes)];
    }

    private static int FittingLength(ReadOnlySpan<char> value, int maxRunes)
    {
        int kept = 0;
        while (kept < value.Length)
        {
            int element = StringInfo.GetNextTextElementLength(value[kept..]);
            _ = TryCountRunes(value.Slice(kept, element), out int runes);
            if (runes > maxRunes)
                break;
            maxRunes -= runes;
            kept += element;
        }

        return kept;
    }

    private static string ReplaceLoneSurrogates(string value) =>
        string.Create(value.Length, value, static (result, source) =>
        {
            for (int i = 0; i < source.Length; i++)
            {
                bool pair = i + 1 < source.Length && char.IsSurrogatePair(source[i], source[i + 1]);
                result[i] = pair || !char.IsSurrogate(source[i]) ? source[i] : Replacement;
                if (pair)
                    result[++i] = source[i];
            }
        });
}
