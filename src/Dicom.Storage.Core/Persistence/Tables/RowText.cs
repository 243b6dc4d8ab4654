using Dicom.Storage.DataSets;

namespace Dicom.Storage.Core;

/// <summary>The value types of records to and from rows, as <see cref="StoredText"/> wants them.</summary>
public static class RowText
{
    internal static void Text<TLimit>(this IRowWriter row, BoundedString<TLimit> value)
        where TLimit : struct, IStringLimit => row.Text(StoredText.ForStorage(value.Value));

    internal static void Text<TLimit>(this IRowWriter row, BoundedString<TLimit>? value)
        where TLimit : struct, IStringLimit => row.Text(value is { } text ? StoredText.ForStorage(text.Value) : null);

    internal static void Uid(this IRowWriter row, DicomUid value) => row.Text(value.Value);

    internal static void StoredTime(this IRowWriter row, TimeOnly? value) =>
        row.Time(value is { } time ? StoredText.ForStorage(time) : null);

    internal static void StoredTimestamp(this IRowWriter row, DateTimeOffset value) => row.Timestamp(StoredText.ForStorage(value));

    // No server holds NaN and infinity in the same way, some not at all.
    internal static void Finite(this IRowWriter row, double? value) => row.Double(value is { } number && double.IsFinite(number) ? number : null);

    /// <summary>Reads text that is always there.</summary>
    /// <exception cref="FormatException">It is null or longer than the limit.</exception>
    public static BoundedString<TLimit> Bounded<TLimit>(this IRowReader row)
        where TLimit : struct, IStringLimit => BoundedString<TLimit>.Parse(Next(row) ?? throw Missing());

    /// <summary>Reads text that may be null.</summary>
    /// <exception cref="FormatException">It is longer than the limit.</exception>
    public static BoundedString<TLimit>? OptionalBounded<TLimit>(this IRowReader row)
        where TLimit : struct, IStringLimit => Next(row) is { } text ? BoundedString<TLimit>.Parse(text) : null;

    /// <summary>Reads a tenant.</summary>
    /// <exception cref="FormatException">It is null or none.</exception>
    public static TenantId Tenant(this IRowReader row) => TenantId.Parse(Next(row) ?? throw Missing());

    /// <summary>Reads a UID; null and empty text give the empty one.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static DicomUid Uid(this IRowReader row) => Next(row) is { Length: > 0 } text ? DicomUid.Parse(text) : default;

    internal static FormatException Missing() => new("A column that always has a value has none.");

    private static string? Next(IRowReader row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row.Text();
    }
}
