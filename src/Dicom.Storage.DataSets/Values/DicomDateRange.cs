namespace Dicom.Storage.DataSets;

/// <summary>A DA key of a query: a date, or a range of dates with both ends included (PS3.4 C.2.2.2.5.1).</summary>
/// <param name="Minimum">The first date; null when the range has no beginning.</param>
/// <param name="Maximum">The last date; null when the range has no end.</param>
public readonly record struct DicomDateRange(DateOnly? Minimum, DateOnly? Maximum) : ITextValue<DicomDateRange>
{
    static string ITextValue<DicomDateRange>.Expectation =>
        "A range of dates is YYYYMMDD, YYYYMMDD-, -YYYYMMDD or YYYYMMDD-YYYYMMDD with the earlier date first (PS3.4 C.2.2.2.5.1).";

    /// <summary>Reads <c>D</c>, <c>D-</c>, <c>-D</c> or <c>D-D</c>. Padding is ignored, also beside the hyphen.</summary>
    /// <returns>False when an end is no date, both are missing or the first is later than the second.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out DicomDateRange value)
    {
        value = default;
        if (!TextValue.TrySplitRange(text, text.IndexOf('-'), out ReadOnlySpan<char> first, out ReadOnlySpan<char> second))
            return false;

        DateOnly minimum = default;
        DateOnly maximum = default;
        if ((!first.IsEmpty && !DicomDate.TryParse(first, out minimum)) || (!second.IsEmpty && !DicomDate.TryParse(second, out maximum)))
            return false;

        value = new DicomDateRange(first.IsEmpty ? null : minimum, second.IsEmpty ? null : maximum);
        return !(value.Minimum > value.Maximum);
    }

    /// <summary>Reads a range as it stands in an identifier.</summary>
    /// <returns>False when the bytes are no range.</returns>
    public static bool TryParse(ReadOnlySpan<byte> value, out DicomDateRange result) => TextValue.TryParse(value, out result);

    /// <summary>Reads a range.</summary>
    /// <exception cref="FormatException">The text is no range.</exception>
    public static DicomDateRange Parse(ReadOnlySpan<char> text) => TextValue.Parse<DicomDateRange>(text);

    /// <summary>Whether a date lies within the range.</summary>
    public bool Contains(DateOnly date) => !(date < Minimum) && !(date > Maximum);

    /// <summary>Gets the range as a key has it; empty for one without ends.</summary>
    public override string ToString()
    {
        string minimum = Minimum is { } first ? DicomDate.Format(first) : string.Empty;
        string maximum = Maximum is { } last ? DicomDate.Format(last) : string.Empty;
        return minimum == maximum ? minimum : $"{minimum}-{maximum}";
    }
}
