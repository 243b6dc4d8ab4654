namespace Dicom.Storage.Core;

/// <summary>The one mapping of text that every database keeps, so that the same value reads back equal from each.</summary>
/// <remarks>
/// U+0000, which PostgreSQL cannot hold, is stored as U+FFFD. Everything else is stored as it is: trailing spaces, quotes,
/// <c>$</c> and <c>.</c>, characters outside the basic plane. Text compares by its characters, with regard to case.
/// </remarks>
public static class StoredText
{
    /// <summary>Gets the text as databases hold it: the same string when there is nothing to map, and always as many runes.</summary>
    public static string ForStorage(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.Contains('\0', StringComparison.Ordinal) ? value.Replace('\0', '\uFFFD') : value;
    }

    /// <summary>Gets the form in which Patient's Name is compared: simple upper case, character by character.</summary>
    public static string Fold(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return ForStorage(value).ToUpperInvariant();
    }

    /// <summary>Cuts a moment to the microsecond, the precision that every database keeps.</summary>
    public static DateTimeOffset ForStorage(DateTimeOffset value) =>
        new(value.UtcTicks - (value.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);

    /// <summary>Cuts a time of day to the microsecond, the precision that every database keeps.</summary>
    public static TimeOnly ForStorage(TimeOnly value) => new(value.Ticks - (value.Ticks % TimeSpan.TicksPerMicrosecond));
}
