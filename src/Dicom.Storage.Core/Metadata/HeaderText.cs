using System.Globalization;
using Dicom.Storage.DataSets;

namespace Dicom.Storage.Core;

/// <summary>Takes values out of a header in the forms the columns have, and notes what had to be cut.</summary>
internal sealed class HeaderText(DicomHeader header)
{
    private List<DicomTag>? _truncated;

    public IReadOnlyList<DicomTag> Truncated => _truncated ?? (IReadOnlyList<DicomTag>)[];

    /// <summary>Null when the element is absent or empty.</summary>
    public BoundedString<TLimit>? Optional<TLimit>(DicomTag tag)
        where TLimit : struct, IStringLimit => header.GetString(tag) is { Length: > 0 } text ? Fit<TLimit>(tag, text) : null;

    /// <summary>Empty when the element is absent: Type 2 values may be.</summary>
    public BoundedString<TLimit> Required<TLimit>(DicomTag tag)
        where TLimit : struct, IStringLimit => Fit<TLimit>(tag, header.GetString(tag) ?? string.Empty);

    /// <summary>Null when the element is absent or its first value is no whole date.</summary>
    public DateOnly? Date(DicomTag tag) => Day(tag) is { IsEmpty: false } day ? day.ToDateOnly() : null;

    /// <summary>The eight digits where there is a whole date, else the text as it came, partial or wrong; empty when the element is absent.</summary>
    public BoundedString<Max8> DateOrigin(DicomTag tag) =>
        Day(tag) is { IsEmpty: false } day ? BoundedString<Max8>.Parse(day.Value) : Required<Max8>(tag);

    /// <summary>TM: HH, HHMM, HHMMSS or HHMMSS.FFFFFF (PS3.5 6.2), with colons as ACR-NEMA wrote them; null for anything else.</summary>
    public TimeOnly? Time(DicomTag tag)
    {
        string? text = First(tag)?.Trim().Replace(":", string.Empty, StringComparison.Ordinal);
        if (string.IsNullOrEmpty(text))
            return null;

        string format = text.Length switch
        {
            2 => "HH",
            4 => "HHmm",
            6 => "HHmmss",
            >= 8 and <= 13 when text[6] == '.' => "HHmmss." + new string('f', text.Length - 7),
            _ => string.Empty,
        };
        return format.Length > 0 && TimeOnly.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out TimeOnly time) ? time : null;
    }

    public int? Int32(DicomTag tag) => header.GetInt32(tag);

    /// <summary>Null when it is no number, or one that no database holds (infinities, NaN).</summary>
    public double? Double(DicomTag tag) => header.GetDouble(tag) is { } number && double.IsFinite(number) ? number : null;

    // YYYYMMDD, and YYYY.MM.DD as ACR-NEMA wrote it, which readers should still take (PS3.5 6.2, note on DA).
    private DicomDateString Day(DicomTag tag)
    {
        string? text = First(tag)?.Trim();
        if (text is { Length: 10 } && text[4] == '.' && text[7] == '.')
            text = string.Concat(text.AsSpan(0, 4), text.AsSpan(5, 2), text.AsSpan(8, 2));
        return DicomDateString.TryCreate(text, out DicomDateString date) ? date : default;
    }

    private string? First(DicomTag tag) => header.GetString(tag, 0);

    private BoundedString<TLimit> Fit<TLimit>(DicomTag tag, string text)
        where TLimit : struct, IStringLimit
    {
        // Mapped here as in every database, so that events say what the index says.
        string stored = StoredText.ForStorage(text);
        BoundedString<TLimit> fitted = BoundedString<TLimit>.Truncate(stored, out bool changed);
        if (changed || !ReferenceEquals(stored, text))
            (_truncated ??= []).Add(tag);
        return fitted;
    }
}
