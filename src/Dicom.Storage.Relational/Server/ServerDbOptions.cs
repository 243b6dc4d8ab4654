namespace Dicom.Storage.Relational;

/// <summary>What the options of every database server have.</summary>
public abstract class ServerDbOptions
{
    /// <summary>Gets or sets the driver's connection string; required. What it names itself (pool size, time limits) is not replaced by the options below.</summary>
    public string ConnectionString { get; set; } = string.Empty;

    /// <summary>Gets or sets the largest number of connections of this process. 1 to 1,000; 20 by default.</summary>
    public int MaxPoolSize
    {
        get;
        set => field = OptionRange.Check(value, 1, 1_000);
    } = 20;

    /// <summary>Gets or sets how long a connection may take to open, and how long is waited for a free one. 1 second to 5 minutes; 5 seconds by default.</summary>
    public TimeSpan ConnectTimeout
    {
        get;
        set => field = OptionRange.Check(value, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5));
    } = TimeSpan.FromSeconds(5);

    /// <summary>Gets or sets how long one statement may take; a longer one fails and can be tried again. 1 second to 1 hour; 30 seconds by default.</summary>
    public TimeSpan CommandTimeout
    {
        get;
        set => field = OptionRange.Check(value, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
    } = TimeSpan.FromSeconds(30);

    /// <summary>Gets or sets how often a transaction is tried that the server has undone: a deadlock, a serialization failure, a connection cut before the commit. 1 to 20; 5 by default.</summary>
    public int MaxAttempts
    {
        get;
        set => field = OptionRange.Check(value, 1, 20);
    } = 5;

    /// <summary>Gets or sets the wait before the second attempt; it doubles with each further one, to half a second at most. 1 ms to 500 ms; 10 ms by default.</summary>
    public TimeSpan FirstRetryDelay
    {
        get;
        set => field = OptionRange.Check(value, TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(500));
    } = TimeSpan.FromMilliseconds(10);

    /// <summary>Gets or sets how long the outcome of a commit whose answer was lost is asked for before the save fails as undecided. 1 second to 5 minutes; 30 seconds by default.</summary>
    public TimeSpan CommitLookupTimeout
    {
        get;
        set => field = OptionRange.Check(value, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5));
    } = TimeSpan.FromSeconds(30);

    /// <summary>Gets or sets whether to start on a server that may lose what it has acknowledged, because of a setting that the log then names. False by default; for trials only.</summary>
    public bool AllowWeakDurability { get; set; }
}
