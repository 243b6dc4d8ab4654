namespace Dicom.Storage.DataSets;

/// <summary><c>HHMMSS.FFFFFF</c>, cut short behind any component: what TM and DT have in common (PS3.5 6.2).</summary>
internal readonly record struct TimeFields(long Ticks, DicomTimePrecision Precision, int FractionDigits, bool IsLeapSecond)
{
    /// <summary>Reads the components; two digits each, the fraction of 1 to 6 digits.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out TimeFields fields)
    {
        fields = default;
        int dot = text.IndexOf('.');
        ReadOnlySpan<char> whole = dot < 0 ? text : text[..dot];
        if (whole.Length is not (2 or 4 or 6) || (dot >= 0 && whole.Length != 6))
            return false;
        if (!TextValue.TryDigits(whole, out int number))
            return false;

        int shift = whole.Length;
        int hour = shift == 6 ? number / 10_000 : shift == 4 ? number / 100 : number;
        int minute = shift == 6 ? number / 100 % 100 : shift == 4 ? number % 100 : 0;
        int second = shift == 6 ? number % 100 : 0;
        if (hour > 23 || minute > 59 || second > 60 || !TryFraction(dot < 0 ? default : text[(dot + 1)..], dot >= 0, out long fraction, out int digits))
            return false;

        bool leap = second == 60;
        long ticks = (((((hour * 60L) + minute) * 60) + (leap ? 59 : second)) * TimeSpan.TicksPerSecond) + fraction;
        fields = new TimeFields(ticks, (DicomTimePrecision)((int)DicomTimePrecision.Hour + (shift / 2) - 1), digits, leap);
        return true;
    }

    /// <summary>How long the moments last that the text does not tell apart, in ticks.</summary>
    public static long Span(DicomTimePrecision precision, int fractionDigits)
    {
        long ticks = precision switch
        {
            DicomTimePrecision.Hour => TimeSpan.TicksPerHour,
            DicomTimePrecision.Minute => TimeSpan.TicksPerMinute,
            _ => TimeSpan.TicksPerSecond,
        };
        for (int i = 0; i < fractionDigits; i++)
            ticks /= 10;
        return ticks;
    }

    /// <summary>Writes the components down to the precision.</summary>
    public void Write(Span<char> destination, out int written)
    {
        long seconds = Ticks / TimeSpan.TicksPerSecond;
        TwoDigits(destination, (int)(seconds / 3600));
        TwoDigits(destination[2..], (int)(seconds / 60 % 60));
        TwoDigits(destination[4..], IsLeapSecond ? 60 : (int)(seconds % 60));
        written = Precision switch { DicomTimePrecision.Hour => 2, DicomTimePrecision.Minute => 4, _ => 6 };
        if (FractionDigits == 0)
            return;

        destination[written++] = '.';
        long unit = TimeSpan.TicksPerSecond / 10;
        for (int i = 0; i < FractionDigits; i++, unit /= 10)
            destination[written++] = (char)('0' + (Ticks / unit % 10));
    }

    private static void TwoDigits(Span<char> destination, int number)
    {
        destination[0] = (char)('0' + (number / 10));
        destination[1] = (char)('0' + (number % 10));
    }

    private static bool TryFraction(ReadOnlySpan<char> text, bool isThere, out long ticks, out int digits)
    {
        ticks = 0;
        digits = text.Length;
        if (!isThere)
            return true;
        if (digits is < 1 or > 6 || !TextValue.TryDigits(text, out int number))
            return false;

        ticks = number;
        for (int i = digits; i < 7; i++)
            ticks *= 10;
        return true;
    }
}
