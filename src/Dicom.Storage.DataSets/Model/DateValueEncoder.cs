namespace Dicom.Storage.DataSets;

/// <summary>Names, ages, dates and times as the text of their VRs.</summary>
internal static class DateValueEncoder
{
    public static string[] Texts<T>(DicomVR vr, ReadOnlySpan<T> values)
    {
        if (typeof(T) == typeof(DateOnly))
            return ValueEncoder.Texts(ValueEncoder.Cast<T, DateOnly>(values), DicomDate.Format);
        if (typeof(T) == typeof(TimeOnly))
            return ValueEncoder.Texts(ValueEncoder.Cast<T, TimeOnly>(values), static time => new DicomTime(time).ToString());
        if (typeof(T) == typeof(DateTime))
            return ValueEncoder.Texts(ValueEncoder.Cast<T, DateTime>(values), dateTime => Text(vr, dateTime));
        if (typeof(T) == typeof(DateTimeOffset))
            return ValueEncoder.Texts(ValueEncoder.Cast<T, DateTimeOffset>(values), static dateTime => new DicomDateTime(dateTime).ToString());
        if (typeof(T) == typeof(DicomPersonName))
            return ValueEncoder.Texts(ValueEncoder.Cast<T, DicomPersonName>(values), static name => name.Value);
        if (typeof(T) == typeof(DicomAge) || typeof(T) == typeof(DicomTime) || typeof(T) == typeof(DicomDateTime)
            || typeof(T) == typeof(DicomDateRange) || typeof(T) == typeof(DicomTimeRange) || typeof(T) == typeof(DicomDateTimeRange))
            return ValueEncoder.Texts(values, static value => value!.ToString()!);
        throw new NotSupportedException($"Elements are not made of {typeof(T).Name}.");
    }

    private static string Text(DicomVR vr, DateTime dateTime)
    {
        if (vr == DicomVR.DA)
            return DicomDate.Format(DateOnly.FromDateTime(dateTime));
        return vr == DicomVR.TM ? new DicomTime(TimeOnly.FromDateTime(dateTime)).ToString() : new DicomDateTime(dateTime).ToString();
    }
}
