namespace Dicom.Storage.Core;

/// <summary>How often, and after what waits, that is tried again which failed: what the options of the pipeline and of a bus have.</summary>
public abstract class RetryOptions
{
    /// <summary>
    /// Gets or sets how often an object or message is tried whose failure is not known to be transient, before it is set aside: in the
    /// spool's quarantine, or as a dead letter of a bus. 1 to 100; 5 by default. Transient failures are retried without end.
    /// </summary>
    public int MaxAttempts
    {
        get;
        set => field = OptionRange.Check(value, 1, 100);
    } = 5;

    /// <summary>Gets or sets the wait after the first failure; it doubles with each. 1 ms to 1 minute; 100 ms by default.</summary>
    public TimeSpan FirstRetryDelay
    {
        get;
        set => field = OptionRange.Check(value, TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(1));
    } = TimeSpan.FromMilliseconds(100);

    /// <summary>Gets or sets the longest wait between two attempts. 1 ms to 1 hour; 30 seconds by default.</summary>
    public TimeSpan MaxRetryDelay
    {
        get;
        set => field = OptionRange.Check(value, TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(1));
    } = TimeSpan.FromSeconds(30);
}
