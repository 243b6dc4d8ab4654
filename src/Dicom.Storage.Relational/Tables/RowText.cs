using Dicom.Storage.Core;
using Dicom.Storage.DataSets;

namespace Dicom.Storage.Relational;

/// <summary>Text types to and from rows.</summary>
internal static class RowText
{
    public static void Text<TLimit>(this IRowWriter row, BoundedString<TLimit> value)
        where TLimit : struct, IStringLimit => row.Text(StoredText.ForStorage(value.Value));

    public static void Text<TLimit>(this IRowWriter row, BoundedString<TLimit>? value)
        where TLimit : struct, IStringLimit => row.Text(value is { } text ? StoredText.ForStorage(text.Value) : null);

    public static void Uid(this IRowWriter row, DicomUid value) => row.Text(value.Value);

    public static void StoredTime(this IRowWriter row, TimeOnly? value) =>
        row.Time(value is { } time ? StoredText.ForStorage(time) : null);

    public static void StoredTimestamp(this IRowWriter row, DateTimeOffset value) => row.Timestamp(StoredText.ForStorage(value));

    // No server holds NaN and infinity in the same way, some not at all.
    public static void Finite(this IRowWriter row, double? value) => row.Double(value is { } number && double.IsFinite(number) ? number : null);

    public static BoundedString<TLimit> Bounded<TLimit>(this IRowReader row)
        where TLimit : struct, IStringLimit => BoundedString<TLimit>.Parse(row.Text() ?? throw Missing());

    public static BoundedString<TLimit>? OptionalBounded<TLimit>(this IRowReader row)
        where TLimit : struct, IStringLimit => row.Text() is { } text ? BoundedString<TLimit>.Parse(text) : null;

    public static TenantId Tenant(this IRowReader row) => TenantId.Parse(row.Text() ?? throw Missing());

    public static DicomUid Uid(this IRowReader row) => row.Text() is { Length: > 0 } text ? DicomUid.Parse(text) : default;

    public static FormatException Missing() => new("A column that always has a value has none.");
}
