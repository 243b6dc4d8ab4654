namespace Dicom.Storage.DataSets;

/// <summary>What breaks a rule of PS3.5 without making the data set ambiguous: it is read, and marked as suspect.</summary>
[Flags]
public enum DataSetAnomalies
{
    /// <summary>Nothing seen.</summary>
    None = 0,

    /// <summary>A value of odd length (PS3.5 7.1.1).</summary>
    OddLength = 1,

    /// <summary>A length that is no multiple of the VR's value size, for example a US of three bytes (PS3.5 6.2).</summary>
    PartialValue = 2,

    /// <summary>A VR of two letters that the standard does not have, read by the length form it must have (PS3.5 7.1.2).</summary>
    UnknownVR = 4,

    /// <summary>A kept value was larger than <see cref="DataSetLimits.MaxValueBytes"/> or <see cref="DataSetLimits.MaxHeaderBytes"/> and was cut.</summary>
    ValueCut = 8,

    /// <summary>A delimiter with a length other than zero (PS3.5 7.5.2).</summary>
    DelimiterLength = 16,

    /// <summary>Bytes after the end of the deflate stream other than the one pad byte (PS3.5 A.5).</summary>
    TrailingData = 32,
}
