namespace Dicom.Storage.Core;

/// <summary>Settings of the <see cref="Spool"/>; section <c>DicomStorage:Spool</c>.</summary>
public sealed class SpoolOptions
{
    /// <summary>
    /// Gets or sets the spool's directory. <c>spool</c> under the storage root by default. Put it on the volume of the objects:
    /// an object is then linked into its place, otherwise copied.
    /// </summary>
    public string Path { get; set; } = string.Empty;

    /// <summary>
    /// Gets or sets whether the directory must have been used before: the server then does not start without the marker file in it, as
    /// in the empty mount point of a volume that is not mounted. False by default: a directory without marker gets one.
    /// </summary>
    public bool MustExist { get; set; }

    /// <summary>Gets or sets the free space below which A700 is answered, in bytes. 0 to 1 TiB; 256 MiB by default.</summary>
    public long MinFreeBytes
    {
        get;
        set => field = OptionRange.Check(value, 0L, 1L << 40);
    } = 256L << 20;

    /// <summary>
    /// Gets or sets how many objects may wait for their indexing before A700 is answered. 1 to 100,000,000; 1,000,000 by default.
    /// </summary>
    public int MaxEntries
    {
        get;
        set => field = OptionRange.Check(value, 1, 100_000_000);
    } = 1_000_000;

    /// <summary>Gets or sets how many flushes may wait for the disk at once. 1 to 256; 16 by default.</summary>
    public int FlushThreads
    {
        get;
        set => field = OptionRange.Check(value, 1, 256);
    } = 16;

    /// <summary>Gets or sets how old the answer about free space may be. 0 to 1 minute; 1 second by default.</summary>
    public TimeSpan VolumeCheckInterval
    {
        get;
        set => field = OptionRange.Check(value, TimeSpan.Zero, TimeSpan.FromMinutes(1));
    } = TimeSpan.FromSeconds(1);
}
