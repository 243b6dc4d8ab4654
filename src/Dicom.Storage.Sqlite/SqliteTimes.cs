using System.Globalization;

namespace Dicom.Storage.Sqlite;

/// <summary>How days, times and moments are stored: so that they sort as what they are.</summary>
internal static class SqliteTimes
{
    private const string DateForm = "yyyy-MM-dd";
    private const string TimeForm = "HH:mm:ss.ffffff";

    public static string Write(DateOnly value) => value.ToString(DateForm, CultureInfo.InvariantCulture);

    public static string Write(TimeOnly value) => value.ToString(TimeForm, CultureInfo.InvariantCulture);

    public static long Write(DateTimeOffset value) => (value.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    public static DateOnly ReadDate(string value) => DateOnly.ParseExact(value, DateForm, CultureInfo.InvariantCulture);

    public static TimeOnly ReadTime(string value) => TimeOnly.ParseExact(value, TimeForm, CultureInfo.InvariantCulture);

    public static DateTimeOffset ReadMoment(long value)
    {
        long lowest = Write(DateTimeOffset.MinValue), highest = Write(DateTimeOffset.MaxValue);
        if (value < lowest || value > highest)
            throw new FormatException("A moment is out of range.");
        return new DateTimeOffset(DateTimeOffset.UnixEpoch.Ticks + (value * TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
    }
}
