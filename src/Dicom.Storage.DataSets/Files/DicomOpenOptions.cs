namespace Dicom.Storage.DataSets;

/// <summary>How a file is opened.</summary>
public sealed class DicomOpenOptions
{
    /// <summary>Gets what reading may cost: depth, elements, inflated bytes. Its limits on kept header values are for <see cref="DicomHeaderParser"/>.</summary>
    public DataSetLimits Limits { get; init; } = new();

    /// <summary>Gets or sets up to which length a value is kept in memory, in bytes; larger ones stay in the file until asked for. 0 to 16,777,216; 65,536 by default.</summary>
    public int LargeValueBytes
    {
        get;
        set => field = OptionRange.Check(value, 0, 16_777_216);
    } = 65_536;

    /// <summary>Gets or sets what all values kept in memory may take together, in bytes; what does not fit stays in the file. 0 to 9,223,372,036,854,775,807; 67,108,864 by default.</summary>
    public long MaxKeptBytes
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    } = 67_108_864;

    /// <summary>
    /// Gets or sets what a stream that cannot seek may have, in bytes, as all of it is read into memory. 4,096 to 2,147,483,591;
    /// 1,073,741,824 by default. More is <see cref="DataSetFailureKind.Limit"/>.
    /// </summary>
    public int MaxStreamBytes
    {
        get;
        set => field = OptionRange.Check(value, 4_096, Array.MaxLength);
    } = 1_073_741_824;

    /// <summary>Gets or sets whether a stream that is opened stays open when the file is disposed. False by default.</summary>
    public bool LeaveOpen { get; set; }

    /// <summary>
    /// Gets or sets what to do where the encoding is broken. <see cref="DataSetReadMode.Strict"/> by default: the file is refused. Tolerant, it is read on
    /// where that leaves one reading, and <see cref="DicomFile.Anomalies"/> tells; of elements with the same tag the first one stays.
    /// </summary>
    public DataSetReadMode Mode { get; set; }

    /// <summary>
    /// Gets or sets whether a data set that breaks off or is broken is opened with what was read before, and <see cref="DicomFile.Failure"/> set.
    /// False by default: it is refused.
    /// </summary>
    public bool KeepWhatWasRead { get; set; }
}
