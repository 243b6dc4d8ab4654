using System.Diagnostics.CodeAnalysis;

namespace Dicom.Storage.DataSets;

/// <summary>Names, ages, dates and times as .NET types.</summary>
internal static class DateValueReader
{
    public static bool TryGet<T>(in ElementView view, int index, [MaybeNullWhen(false)] out T value)
    {
        if (typeof(T) == typeof(DateOnly))
            return ValueReader.As<DateOnly, T>(TryGetDate(view, index, out DateOnly date), date, out value);
        if (typeof(T) == typeof(TimeOnly))
            return ValueReader.As<TimeOnly, T>(TryGetTime(view, index, out TimeOnly time), time, out value);
        if (typeof(T) == typeof(DateTime))
            return ValueReader.As<DateTime, T>(TryGetDateTime(view, index, out DateTime dateTime), dateTime, out value);
        if (typeof(T) == typeof(DateTimeOffset))
            return ValueReader.As<DateTimeOffset, T>(TryGetDateTimeOffset(view, index, out DateTimeOffset dateTime), dateTime, out value);
        if (typeof(T) == typeof(DicomPersonName))
            return Text<DicomPersonName, T>(view, DicomVR.PN, index, out value);
        if (typeof(T) == typeof(DicomAge))
            return Text<DicomAge, T>(view, DicomVR.AS, index, out value);
        if (typeof(T) == typeof(DicomTime))
            return Text<DicomTime, T>(view, DicomVR.TM, index, out value);
        if (typeof(T) == typeof(DicomDateTime))
            return Text<DicomDateTime, T>(view, DicomVR.DT, index, out value);
        if (typeof(T) == typeof(DicomDateRange))
            return Text<DicomDateRange, T>(view, DicomVR.DA, index, out value);
        if (typeof(T) == typeof(DicomTimeRange))
            return Text<DicomTimeRange, T>(view, DicomVR.TM, index, out value);
        if (typeof(T) == typeof(DicomDateTimeRange))
            return Text<DicomDateTimeRange, T>(view, DicomVR.DT, index, out value);
        throw new NotSupportedException($"Values are not given as {typeof(T).Name}.");
    }

    private static bool TryGetDate(in ElementView view, int index, out DateOnly date)
    {
        date = default;
        if (view.VR == DicomVR.DA)
            return TextValueReader.TryGetValue(view, index, out string? text) && DicomDate.TryParse(text, out date);

        bool found = TryParse(view, DicomVR.DT, index, out DicomDateTime dateTime);
        date = found ? dateTime.Date : default;
        return found;
    }

    private static bool TryGetTime(in ElementView view, int index, out TimeOnly time)
    {
        if (TryParse(view, DicomVR.TM, index, out DicomTime value))
        {
            time = value.Time;
            return true;
        }

        bool found = TryParse(view, DicomVR.DT, index, out DicomDateTime dateTime);
        time = found ? TimeOnly.FromDateTime(dateTime.DateTime) : default;
        return found;
    }

    private static bool TryGetDateTime(in ElementView view, int index, out DateTime dateTime)
    {
        if (TryParse(view, DicomVR.DT, index, out DicomDateTime value))
        {
            dateTime = value.DateTime;
            return true;
        }

        bool found = TryGetDate(view, index, out DateOnly date);
        dateTime = found ? date.ToDateTime(TimeOnly.MinValue) : default;
        return found;
    }

    // A value without an offset is in the zone that the data set names; without that too, nobody knows which moment it is.
    private static bool TryGetDateTimeOffset(in ElementView view, int index, out DateTimeOffset dateTime)
    {
        dateTime = default;
        if (!TryParse(view, DicomVR.DT, index, out DicomDateTime value))
            return false;
        if (value.Offset is { } own)
            return value.TryGetDateTimeOffset(own, out dateTime);

        // (0008,0201) is the end of a DT value: &ZZXX.
        return view.Dataset is { } dataset && dataset.TryGetString(DicomTag.TimezoneOffsetFromUTC, out string? zone)
            && DicomDateTime.TryParse("2000" + zone, out DicomDateTime any) && any.Offset is { } common && value.TryGetDateTimeOffset(common, out dateTime);
    }

    private static bool Text<TText, T>(in ElementView view, DicomVR vr, int index, [MaybeNullWhen(false)] out T value)
        where TText : struct, ITextValue<TText> =>
        ValueReader.As<TText, T>(TryParse(view, vr, index, out TText parsed), parsed, out value);

    private static bool TryParse<T>(in ElementView view, DicomVR vr, int index, out T value)
        where T : struct, ITextValue<T>
    {
        value = default;
        return view.VR == vr && TextValueReader.TryGetValue(view, index, out string? text) && T.TryParse(text, out value);
    }
}
