namespace Dicom.Storage.DataSets;

/// <summary>A TM key of a query: a time, or a range of times within one day with both ends included (PS3.4 C.2.2.2.5.2).</summary>
/// <param name="Minimum">The first time; null when the range begins at midnight.</param>
/// <param name="Maximum">The last time; null when the range ends at midnight. One given to the minute or hour means all of that.</param>
public readonly record struct DicomTimeRange(DicomTime? Minimum, DicomTime? Maximum) : ITextValue<DicomTimeRange>
{
    static string ITextValue<DicomTimeRange>.Expectation =>
        "A range of times is T, T-, -T or T-T with the earlier time first, T being HHMMSS.FFFFFF cut short behind any component (PS3.4 C.2.2.2.5.2).";

    /// <summary>Reads <c>T</c>, <c>T-</c>, <c>-T</c> or <c>T-T</c>. Padding is ignored, also beside the hyphen.</summary>
    /// <returns>False when an end is no time, both are missing or the first is later than the second: ranges do not cross midnight.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out DicomTimeRange value)
    {
        value = default;
        if (!TextValue.TrySplitRange(text, text.IndexOf('-'), out ReadOnlySpan<char> first, out ReadOnlySpan<char> second))
            return false;

        DicomTime minimum = default;
        DicomTime maximum = default;
        if ((!first.IsEmpty && !DicomTime.TryParse(first, out minimum)) || (!second.IsEmpty && !DicomTime.TryParse(second, out maximum)))
            return false;

        value = new DicomTimeRange(first.IsEmpty ? null : minimum, second.IsEmpty ? null : maximum);
        return !(value.Minimum?.Time > value.Maximum?.Latest);
    }

    /// <summary>Reads a range as it stands in an identifier.</summary>
    /// <returns>False when the bytes are no range.</returns>
    public static bool TryParse(ReadOnlySpan<byte> value, out DicomTimeRange result) => TextValue.TryParse(value, out result);

    /// <summary>Reads a range.</summary>
    /// <exception cref="FormatException">The text is no range.</exception>
    public static DicomTimeRange Parse(ReadOnlySpan<char> text) => TextValue.Parse<DicomTimeRange>(text);

    /// <summary>Whether a time lies within the range.</summary>
    public bool Contains(TimeOnly time) => !(time < Minimum?.Time) && !(time.Ticks / TimeSpan.TicksPerMicrosecond > Maximum?.Latest.Ticks / TimeSpan.TicksPerMicrosecond);

    /// <summary>Gets the range as a key has it; empty for one without ends.</summary>
    public override string ToString() => Minimum == Maximum ? $"{Minimum}" : $"{Minimum}-{Maximum}";
}
