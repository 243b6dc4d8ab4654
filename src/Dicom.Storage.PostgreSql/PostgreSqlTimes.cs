namespace Dicom.Storage.PostgreSql;

/// <summary>
/// Days and moments as PostgreSQL's own numbers, from 2000-01-01 on. The driver takes the first and the last day for minus and plus
/// infinity; numbers stay what they are.
/// </summary>
internal static class PostgreSqlTimes
{
    private const long EpochTicks = 630_822_816_000_000_000; // 2000-01-01 UTC
    private const int EpochDay = 730_119;

    public static int Write(DateOnly value) => value.DayNumber - EpochDay;

    public static long Write(TimeOnly value) => value.Ticks / TimeSpan.TicksPerMicrosecond;

    public static long Write(DateTimeOffset value) => (value.UtcTicks - EpochTicks) / TimeSpan.TicksPerMicrosecond;

    public static DateOnly ReadDate(int value) => DateOnly.FromDayNumber(InRange(value + (long)EpochDay, DateOnly.MaxValue.DayNumber));

    public static TimeOnly ReadTime(long value) => new(value * TimeSpan.TicksPerMicrosecond);

    public static DateTimeOffset ReadMoment(long value)
    {
        long lowest = Write(DateTimeOffset.MinValue), highest = Write(DateTimeOffset.MaxValue);
        if (value < lowest || value > highest)
            throw new FormatException("A moment is out of range.");
        return new DateTimeOffset(EpochTicks + (value * TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
    }

    // Years before 1 and after 9999, and infinity, are no dates of DICOM: nothing here has written them.
    private static int InRange(long day, int highest) =>
        day < 0 || day > highest ? throw new FormatException("A day is out of range.") : (int)day;
}
