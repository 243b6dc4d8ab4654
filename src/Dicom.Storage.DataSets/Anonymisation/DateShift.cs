namespace Dicom.Storage.DataSets;

/// <summary>Dates moved back by whole days. Times of day and offsets from UTC stay, so that what lies between two moments of a patient stays.</summary>
internal static class DateShift
{
    private const int DateLength = 8;

    /// <summary>Moves the values of DA or DT; those of TM, and an offset from UTC, stay as they are.</summary>
    /// <returns>False when a value is not what its VR says, or has no day to be moved to.</returns>
    public static bool TryMove(DicomVR vr, string text, int days, out string moved)
    {
        moved = text;
        if (vr == DicomVR.TM || vr == DicomVR.SH)
            return AreTimes(vr, text);
        if (vr != DicomVR.DA && vr != DicomVR.DT)
            return false;

        string[] values = text.Split('\\');
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = values[i].Trim(' ');
            if (values[i].Length > 0 && !TryMoveOne(vr, values[i], days, out values[i]))
                return false;
        }

        moved = string.Join('\\', values);
        return true;
    }

    private static bool TryMoveOne(DicomVR vr, string value, int days, out string moved)
    {
        moved = value;
        if (vr == DicomVR.DA)
        {
            if (!DicomDate.TryParse(value, out DateOnly date) || date.DayNumber < days)
                return false;
            moved = DicomDate.Format(date.AddDays(-days));
            return true;
        }

        if (!DicomDateTime.TryParse(value, out DicomDateTime moment) || moment.Date.DayNumber < days)
            return false;

        // A year or month alone is moved by its first day, and stays a year or month.
        int sign = value.AsSpan().IndexOfAny('+', '-');
        int length = Math.Min(DateLength, sign < 0 ? value.Length : sign);
        moved = string.Concat(DicomDate.Format(moment.Date.AddDays(-days)).AsSpan(0, length), value.AsSpan(length));
        return true;
    }

    private static bool AreTimes(DicomVR vr, string text)
    {
        foreach (Range range in text.AsSpan().Split('\\'))
        {
            ReadOnlySpan<char> value = text.AsSpan()[range].Trim(' ');
            if (!value.IsEmpty && !(vr == DicomVR.TM ? DicomTime.TryParse(value, out _) : DicomDateTime.TryOffset(value, out _)))
                return false;
        }

        return true;
    }
}
