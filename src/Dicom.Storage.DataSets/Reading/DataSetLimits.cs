namespace Dicom.Storage.DataSets;

/// <summary>What a data set may cost its reader. Passing a limit is <see cref="DataSetFailureKind.Limit"/>, unless the property says otherwise.</summary>
public sealed class DataSetLimits
{
    /// <summary>Gets or sets how many sequences may be nested in each other, in levels. 1 to 1,024; 64 by default.</summary>
    public int MaxDepth
    {
        get;
        set => field = OptionRange.Check(value, 1, 1_024);
    } = 64;

    /// <summary>
    /// Gets or sets what all kept values of one header may take together, in bytes. 4,096 to 67,108,864; 1,048,576 by default.
    /// What does not fit is not kept and marked as <see cref="DataSetAnomalies.ValueCut"/>; it is no failure.
    /// </summary>
    public int MaxHeaderBytes
    {
        get;
        set => field = OptionRange.Check(value, 4_096, 67_108_864);
    } = 1_048_576;

    /// <summary>
    /// Gets or sets what is kept of one value, in bytes. 64 to 67,108,864; 16,384 by default.
    /// The rest is not kept and the header is marked with <see cref="DataSetAnomalies.ValueCut"/>; it is no failure.
    /// </summary>
    public int MaxValueBytes
    {
        get;
        set => field = OptionRange.Check(value, 64, 67_108_864);
    } = 16_384;

    /// <summary>Gets or sets how many elements, items and fragments a data set may have, all levels together. 1,000 to 2,147,483,647; 10,000,000 by default.</summary>
    public int MaxElements
    {
        get;
        set => field = OptionRange.Check(value, 1_000, int.MaxValue);
    } = 10_000_000;

    /// <summary>Gets or sets the largest inflated size of a data set in a deflated transfer syntax, in bytes. 1,048,576 to 1,099,511,627,776; 1,073,741,824 by default.</summary>
    public long MaxInflatedBytes
    {
        get;
        set => field = OptionRange.Check(value, 1_048_576, 1_099_511_627_776);
    } = 1_073_741_824;

    /// <summary>
    /// Gets or sets how many bytes may come out of one byte of a deflated data set. 10 to 2,000; 250 by default (deflate itself ends at 1,032).
    /// Looked at only after the first 16 MiB, so that a small black image is no bomb.
    /// </summary>
    public int MaxInflateRatio
    {
        get;
        set => field = OptionRange.Check(value, 10, 2_000);
    } = 250;
}
