namespace Dicom.Storage.DataSets;

/// <summary>The last component that a TM or DT value has (PS3.5 6.2); fractions of a second are counted in digits apart from it.</summary>
public enum DicomTimePrecision : byte
{
    /// <summary>YYYY of a DT.</summary>
    Year,

    /// <summary>YYYYMM of a DT.</summary>
    Month,

    /// <summary>YYYYMMDD of a DT.</summary>
    Day,

    /// <summary>HH.</summary>
    Hour,

    /// <summary>HHMM.</summary>
    Minute,

    /// <summary>HHMMSS, with a fraction or without.</summary>
    Second,
}
