namespace Dicom.Storage.DataSets;

/// <summary>What the number of an age counts (PS3.5 6.2, AS).</summary>
public enum DicomAgeUnit : byte
{
    /// <summary>D.</summary>
    Days,

    /// <summary>W.</summary>
    Weeks,

    /// <summary>M.</summary>
    Months,

    /// <summary>Y.</summary>
    Years,
}
