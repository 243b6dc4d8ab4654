namespace Dicom.Storage.DataSets;

/// <summary>
/// A value of VR TM, <c>HHMMSS.FFFFFF</c> or its beginning (PS3.5 6.2): a time of day and how exactly it was given.
/// Two are equal when time, precision and leap second are.
/// </summary>
public readonly record struct DicomTime : ITextValue<DicomTime>, IComparable<DicomTime>
{
    private readonly TimeFields _fields;

    private DicomTime(TimeFields fields) => _fields = fields;

    /// <summary>Makes a time to the second or, when it has a fraction, to the microsecond; what is smaller is cut off.</summary>
    public DicomTime(TimeOnly time)
    {
        long ticks = time.Ticks - (time.Ticks % TimeSpan.TicksPerMicrosecond);
        _fields = new TimeFields(ticks, DicomTimePrecision.Second, ticks % TimeSpan.TicksPerSecond == 0 ? 0 : 6, IsLeapSecond: false);
    }

    /// <summary>Gets the time; components that were not given are zero, and second 60 is 59.</summary>
    public TimeOnly Time => new(_fields.Ticks);

    /// <summary>Gets the last moment, to the microsecond, that the text does not tell from <see cref="Time"/>: 12:59:59.999999 for <c>12</c>.</summary>
    public TimeOnly Latest => new(_fields.Ticks + TimeFields.Span(Precision, FractionDigits) - TimeSpan.TicksPerMicrosecond);

    /// <summary>Gets the last component that was given: hour, minute or second.</summary>
    public DicomTimePrecision Precision => _fields.Precision == default ? DicomTimePrecision.Hour : _fields.Precision;

    /// <summary>Gets the number of digits behind the second, 0 to 6.</summary>
    public int FractionDigits => _fields.FractionDigits;

    /// <summary>Gets whether the second was 60, the leap second.</summary>
    public bool IsLeapSecond => _fields.IsLeapSecond;

    static string ITextValue<DicomTime>.Expectation => "A time is HH, HHMM, HHMMSS or HHMMSS.F with 1 to 6 digits behind the dot (PS3.5 6.2, TM).";

    /// <summary>
    /// Reads a time: <c>HH</c>, <c>HHMM</c>, <c>HHMMSS</c>, <c>HHMMSS.F</c> to <c>HHMMSS.FFFFFF</c>, or the same with colons as ACR-NEMA wrote it
    /// (<c>HH:MM:SS.F</c>). Padding is ignored.
    /// </summary>
    /// <returns>False when the text is no time of day.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out DicomTime value)
    {
        Span<char> digits = stackalloc char[TextValue.MaxLength];
        bool valid = TimeFields.TryParse(WithoutColons(TextValue.Unpad(text), digits), out TimeFields fields);
        value = new DicomTime(fields);
        return valid;
    }

    /// <summary>Reads a time as it stands in a data set.</summary>
    /// <returns>False when the bytes are no time of day.</returns>
    public static bool TryParse(ReadOnlySpan<byte> value, out DicomTime result) => TextValue.TryParse(value, out result);

    /// <summary>Reads a time.</summary>
    /// <exception cref="FormatException">The text is no time of day.</exception>
    public static DicomTime Parse(ReadOnlySpan<char> text) => TextValue.Parse<DicomTime>(text);

    /// <summary>Gets the value as TM has it, with the components that were given.</summary>
    public override string ToString()
    {
        Span<char> text = stackalloc char[13];
        (_fields with { Precision = Precision }).Write(text, out int length);
        return new string(text[..length]);
    }

    /// <summary>Orders by <see cref="Time"/>, the leap second behind second 59; then by precision.</summary>
    public int CompareTo(DicomTime other) =>
        (_fields.Ticks, IsLeapSecond, Precision, FractionDigits).CompareTo((other._fields.Ticks, other.IsLeapSecond, other.Precision, other.FractionDigits));

    /// <summary>The order of <see cref="CompareTo"/>.</summary>
    public static bool operator <(DicomTime left, DicomTime right) => left.CompareTo(right) < 0;

    /// <summary>The order of <see cref="CompareTo"/>.</summary>
    public static bool operator >(DicomTime left, DicomTime right) => left.CompareTo(right) > 0;

    /// <summary>The order of <see cref="CompareTo"/>.</summary>
    public static bool operator <=(DicomTime left, DicomTime right) => left.CompareTo(right) <= 0;

    /// <summary>The order of <see cref="CompareTo"/>.</summary>
    public static bool operator >=(DicomTime left, DicomTime right) => left.CompareTo(right) >= 0;

    // HH:MM or HH:MM:SS.F
    private static ReadOnlySpan<char> WithoutColons(ReadOnlySpan<char> text, Span<char> digits)
    {
        if (text.Length is < 5 or 6 or > 15 || text[2] != ':' || (text.Length > 5 && text[5] != ':'))
            return text;

        text[..2].CopyTo(digits);
        text[3..5].CopyTo(digits[2..]);
        ReadOnlySpan<char> rest = text[Math.Min(6, text.Length)..];
        rest.CopyTo(digits[4..]);
        return digits[..(4 + rest.Length)];
    }
}
