namespace Dicom.Storage.DataSets;

/// <summary>
/// A value of VR DT, <c>YYYYMMDDHHMMSS.FFFFFF&amp;ZZXX</c> or its beginning (PS3.5 6.2): a moment, how exactly it was given, and the offset
/// from UTC when one was given. Two are equal when all of these are.
/// </summary>
public readonly record struct DicomDateTime : ITextValue<DicomDateTime>
{
    private readonly TimeFields _time;

    private DicomDateTime(DateOnly date, TimeFields time, TimeSpan? offset)
    {
        Date = date;
        _time = time;
        Offset = offset;
    }

    /// <summary>Makes a moment without an offset, to the second or, when it has a fraction, to the microsecond; what is smaller is cut off.</summary>
    public DicomDateTime(DateTime dateTime)
        : this(DateOnly.FromDateTime(dateTime), OfTime(dateTime.TimeOfDay.Ticks), offset: null)
    {
    }

    /// <summary>Makes a moment with an offset, to the second or, when it has a fraction, to the microsecond; what is smaller is cut off.</summary>
    public DicomDateTime(DateTimeOffset dateTime)
        : this(DateOnly.FromDateTime(dateTime.DateTime), OfTime(dateTime.TimeOfDay.Ticks), dateTime.Offset)
    {
    }

    /// <summary>Gets the date; month and day that were not given are 1.</summary>
    public DateOnly Date { get; }

    /// <summary>Gets the date and time, of no kind; components that were not given are the smallest, and second 60 is 59.</summary>
    public DateTime DateTime => Date.ToDateTime(new TimeOnly(_time.Ticks));

    /// <summary>Gets the last moment, to the microsecond, that the text does not tell from <see cref="DateTime"/>: the end of the year for <c>2020</c>.</summary>
    public DateTime Latest => Precision switch
    {
        DicomTimePrecision.Year => EndOf(new DateOnly(Date.Year, 12, 31)),
        DicomTimePrecision.Month => EndOf(new DateOnly(Date.Year, Date.Month, DateTime.DaysInMonth(Date.Year, Date.Month))),
        DicomTimePrecision.Day => EndOf(Date),
        _ => DateTime.AddTicks(TimeFields.Span(Precision, FractionDigits) - TimeSpan.TicksPerMicrosecond),
    };

    /// <summary>Gets the offset from UTC; null when none was given, and then that of the data set's (0008,0201), if any, holds.</summary>
    public TimeSpan? Offset { get; }

    /// <summary>Gets the last component that was given.</summary>
    public DicomTimePrecision Precision => _time.Precision;

    /// <summary>Gets the number of digits behind the second, 0 to 6.</summary>
    public int FractionDigits => _time.FractionDigits;

    /// <summary>Gets whether the second was 60, the leap second.</summary>
    public bool IsLeapSecond => _time.IsLeapSecond;

    static string ITextValue<DicomDateTime>.Expectation =>
        "A date and time is YYYYMMDDHHMMSS.F with 1 to 6 digits behind the dot, cut short behind any component, then perhaps the offset +HHMM or -HHMM (PS3.5 6.2, DT).";

    /// <summary>Reads a value of DT. Padding is ignored.</summary>
    /// <returns>False when the text is no moment of the calendar, or its offset lies outside -1200 to +1400.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out DicomDateTime value)
    {
        value = default;
        text = TextValue.Unpad(text);
        TimeSpan? offset = null;
        int sign = text.IndexOfAny('+', '-');
        if (sign >= 0)
        {
            if (!TryOffset(text[sign..], out TimeSpan found))
                return false;
            offset = found;
            text = text[..sign];
        }

        if (!TryDate(text, out DateOnly date, out DicomTimePrecision precision))
            return false;

        var time = new TimeFields(0, precision, 0, IsLeapSecond: false);
        if (text.Length > 8 && !TimeFields.TryParse(text[8..], out time))
            return false;

        value = new DicomDateTime(date, time, offset);
        return true;
    }

    /// <summary>Reads a value of DT as it stands in a data set.</summary>
    /// <returns>False when the bytes are no moment of the calendar, or its offset lies outside -1200 to +1400.</returns>
    public static bool TryParse(ReadOnlySpan<byte> value, out DicomDateTime result) => TextValue.TryParse(value, out result);

    /// <summary>Reads a value of DT.</summary>
    /// <exception cref="FormatException">The text is no value of DT.</exception>
    public static DicomDateTime Parse(ReadOnlySpan<char> text) => TextValue.Parse<DicomDateTime>(text);

    /// <summary>Gets the moment with its offset, or with the one named when it has none.</summary>
    /// <param name="defaultOffset">What holds without an offset: that of (0008,0201), or of where the data came from; whole minutes within 14 hours.</param>
    /// <returns>False when the moment in UTC lies outside the years 1 to 9999.</returns>
    public bool TryGetDateTimeOffset(TimeSpan defaultOffset, out DateTimeOffset result)
    {
        TimeSpan offset = Offset ?? defaultOffset;
        long utc = DateTime.Ticks - offset.Ticks;
        bool exists = utc >= 0 && utc <= DateTime.MaxValue.Ticks;
        result = exists ? new DateTimeOffset(DateTime, offset) : default;
        return exists;
    }

    /// <summary>Gets the value as DT has it, with the components that were given.</summary>
    public override string ToString()
    {
        Span<char> text = stackalloc char[26];
        int day = (Date.Year * 10_000) + (Date.Month * 100) + Date.Day;
        for (int i = 7; i >= 0; i--, day /= 10)
            text[i] = (char)('0' + (day % 10));

        int length = Precision switch { DicomTimePrecision.Year => 4, DicomTimePrecision.Month => 6, _ => 8 };
        if (Precision >= DicomTimePrecision.Hour)
        {
            _time.Write(text[8..], out int written);
            length += written;
        }

        if (Offset is { } offset)
        {
            int minutes = Math.Abs((int)offset.TotalMinutes);
            int number = (minutes / 60 * 100) + (minutes % 60);
            text[length] = offset < TimeSpan.Zero ? '-' : '+';
            for (int i = length + 4; i > length; i--, number /= 10)
                text[i] = (char)('0' + (number % 10));
            length += 5;
        }

        return new string(text[..length]);
    }

    private static TimeFields OfTime(long ticks)
    {
        ticks -= ticks % TimeSpan.TicksPerMicrosecond;
        return new TimeFields(ticks, DicomTimePrecision.Second, ticks % TimeSpan.TicksPerSecond == 0 ? 0 : 6, IsLeapSecond: false);
    }

    private static DateTime EndOf(DateOnly day) => day.ToDateTime(new TimeOnly(TimeSpan.TicksPerDay - TimeSpan.TicksPerMicrosecond));

    private static bool TryDate(ReadOnlySpan<char> text, out DateOnly date, out DicomTimePrecision precision)
    {
        date = default;
        precision = text.Length switch { 4 => DicomTimePrecision.Year, 6 => DicomTimePrecision.Month, _ => DicomTimePrecision.Day };
        if (text.Length is not (4 or 6 or >= 8) || !TextValue.TryDigits(text[..Math.Min(8, text.Length)], out int number))
            return false;

        number *= precision switch { DicomTimePrecision.Year => 10_000, DicomTimePrecision.Month => 100, _ => 1 };
        number += precision switch { DicomTimePrecision.Year => 101, DicomTimePrecision.Month => 1, _ => 0 };
        return DicomDate.TryMake(number / 10_000, number / 100 % 100, number % 100, out date);
    }

    // The offsets in use on earth (PS3.5 6.2, DT).
    internal static bool TryOffset(ReadOnlySpan<char> text, out TimeSpan offset)
    {
        offset = default;
        if (text.Length != 5 || text[0] is not ('+' or '-') || !TextValue.TryDigits(text[1..], out int number) || number % 100 > 59)
            return false;
        if (number > (text[0] == '-' ? 1200 : 1400))
            return false;

        var size = TimeSpan.FromMinutes((number / 100 * 60) + (number % 100));
        offset = text[0] == '-' ? -size : size;
        return true;
    }
}
