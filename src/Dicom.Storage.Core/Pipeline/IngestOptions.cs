namespace Dicom.Storage.Core;

/// <summary>Settings of the <see cref="IngestPipeline"/>; section <c>DicomStorage:Ingest</c>.</summary>
public sealed class IngestOptions : RetryOptions
{
    /// <summary>
    /// Gets or sets how many studies are worked on at once; objects of one study stay in order within one partition.
    /// 1 to 64; 2 by default.
    /// </summary>
    public int Partitions
    {
        get;
        set => field = OptionRange.Check(value, 1, 64);
    } = 2;

    /// <summary>
    /// Gets or sets who indexes: this pipeline (<see cref="IndexingPlace.Pipeline"/>, the default), or a <see cref="StorageIndexer"/> that gets
    /// the events, here or in other processes (<see cref="IndexingPlace.Consumers"/>).
    /// </summary>
    public IndexingPlace Indexing { get; set; }

    /// <summary>Gets or sets the largest number of objects in one database transaction. 1 to 10,000; 256 by default.</summary>
    public int MaxBatch
    {
        get;
        set => field = OptionRange.Check(value, 1, 10_000);
    } = 256;

    /// <summary>
    /// Gets or sets how many objects a partition keeps in memory until it looks at them, and how many more of which something is made or that wait for their
    /// batch; those beyond are read again from the spool. 1 to 100,000; 2,048 by default.
    /// </summary>
    public int QueueCapacity
    {
        get;
        set => field = OptionRange.Check(value, 1, 100_000);
    } = 2_048;

    /// <summary>
    /// Gets or sets how often the spool is looked through for entries that nobody works on, such as re-queued ones.
    /// 1 second to 1 hour; 10 seconds by default.
    /// </summary>
    public TimeSpan ScanInterval
    {
        get;
        set => field = OptionRange.Check(value, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
    } = TimeSpan.FromSeconds(10);
}
