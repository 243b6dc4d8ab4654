using System.Globalization;

namespace Dicom.Storage.Core;

/// <summary>How databases without types for them hold days, times and moments: so that they sort as what they are.</summary>
public static class StoredTimes
{
    private const string DateForm = "yyyy-MM-dd";
    private const string TimeForm = "HH:mm:ss.ffffff";

    /// <summary>Writes a day as <c>YYYY-MM-DD</c>.</summary>
    public static string Write(DateOnly value) => value.ToString(DateForm, CultureInfo.InvariantCulture);

    /// <summary>Writes a time of day as <c>HH:MM:SS.ffffff</c>.</summary>
    public static string Write(TimeOnly value) => value.ToString(TimeForm, CultureInfo.InvariantCulture);

    /// <summary>Writes a moment as microseconds since 1970-01-01 UTC.</summary>
    public static long Write(DateTimeOffset value) => (value.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>Reads a day.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static DateOnly ReadDate(string value) => DateOnly.ParseExact(value, DateForm, CultureInfo.InvariantCulture);

    /// <summary>Reads a time of day.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static TimeOnly ReadTime(string value) => TimeOnly.ParseExact(value, TimeForm, CultureInfo.InvariantCulture);

    /// <summary>Reads a moment.</summary>
    /// <exception cref="FormatException">It lies outside the years 1 to 9999.</exception>
    public static DateTimeOffset ReadMoment(long value)
    {
        long lowest = Write(DateTimeOffset.MinValue), highest = Write(DateTimeOffset.MaxValue);
        if (value < lowest || value > highest)
            throw new FormatException("A moment is out of range.");
        return new DateTimeOffset(DateTimeOffset.UnixEpoch.Ticks + (value * TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
    }
}
