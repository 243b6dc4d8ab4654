namespace Dicom.Storage.DataSets;

/// <summary>A DT key of a query: a moment, or a range of moments with both ends included (PS3.4 C.2.2.2.5.3).</summary>
/// <param name="Minimum">The first moment; null when the range has no beginning.</param>
/// <param name="Maximum">The last moment; null when the range has no end. One given to the year, day or minute means all of that.</param>
public readonly record struct DicomDateTimeRange(DicomDateTime? Minimum, DicomDateTime? Maximum) : ITextValue<DicomDateTimeRange>
{
    static string ITextValue<DicomDateTimeRange>.Expectation =>
        "A range of moments is D, D-, -D or D-D with the earlier one first, D being a value of DT, YYYYMMDDHHMMSS.FFFFFF&ZZXX (PS3.4 C.2.2.2.5.3).";

    /// <summary>
    /// Reads <c>D</c>, <c>D-</c>, <c>-D</c> or <c>D-D</c>. Padding is ignored, also beside the hyphen. A hyphen before four digits that could be an
    /// offset from UTC, 0000 to 1200, and that end there, is an offset; before anything else it divides the range.
    /// </summary>
    /// <returns>False when an end is no value of DT, both are missing or the first is later than the second where both have or both lack an offset.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out DicomDateTimeRange value)
    {
        value = default;
        text = TextValue.Unpad(text);
        if (!TextValue.TrySplitRange(text, FindHyphen(text), out ReadOnlySpan<char> first, out ReadOnlySpan<char> second))
            return false;

        DicomDateTime minimum = default;
        DicomDateTime maximum = default;
        if ((!first.IsEmpty && !DicomDateTime.TryParse(first, out minimum)) || (!second.IsEmpty && !DicomDateTime.TryParse(second, out maximum)))
            return false;

        value = new DicomDateTimeRange(first.IsEmpty ? null : minimum, second.IsEmpty ? null : maximum);
        bool comparable = !first.IsEmpty && !second.IsEmpty && minimum.Offset.HasValue == maximum.Offset.HasValue;
        return !comparable || minimum.DateTime.Ticks - (minimum.Offset?.Ticks ?? 0) <= maximum.Latest.Ticks - (maximum.Offset?.Ticks ?? 0);
    }

    /// <summary>Reads a range as it stands in an identifier.</summary>
    /// <returns>False when the bytes are no range.</returns>
    public static bool TryParse(ReadOnlySpan<byte> value, out DicomDateTimeRange result) => TextValue.TryParse(value, out result);

    /// <summary>Reads a range.</summary>
    /// <exception cref="FormatException">The text is no range.</exception>
    public static DicomDateTimeRange Parse(ReadOnlySpan<char> text) => TextValue.Parse<DicomDateTimeRange>(text);

    /// <summary>Whether a moment lies within the range; offsets are taken into account.</summary>
    /// <param name="value">The moment.</param>
    /// <param name="defaultOffset">What holds for an end without an offset: that of the query's (0008,0201), or the archive's own.</param>
    public bool Contains(DateTimeOffset value, TimeSpan defaultOffset)
    {
        long ticks = value.UtcTicks - (value.UtcTicks % TimeSpan.TicksPerMicrosecond);
        return (Minimum is not { } first || ticks >= first.DateTime.Ticks - (first.Offset ?? defaultOffset).Ticks) &&
            (Maximum is not { } last || ticks <= last.Latest.Ticks - (last.Offset ?? defaultOffset).Ticks);
    }

    /// <summary>Gets the range as a key has it; empty for one without ends.</summary>
    public override string ToString() => Minimum == Maximum ? $"{Minimum}" : $"{Minimum}-{Maximum}";

    private static int FindHyphen(ReadOnlySpan<char> text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '-' && !IsOffset(text, i))
                return i;
        }

        return -1;
    }

    private static bool IsOffset(ReadOnlySpan<char> text, int hyphen)
    {
        ReadOnlySpan<char> rest = text[hyphen..];
        bool ends = hyphen > 0 && rest.Length >= 5 && (rest.Length == 5 || rest[5] is '-' or ' ');
        return ends && DicomDateTime.TryOffset(rest[..5], out _);
    }
}
