namespace Dicom.Storage.Core;

/// <summary>Judges what went wrong in a step of the pipeline.</summary>
internal static class IngestFailure
{
    /// <summary>Whether waiting can mend it: then it is retried without end, and the spool grows meanwhile.</summary>
    public static bool IsTransient(Exception failure) => failure switch
    {
        DicomStorageException storage => storage.IsTransient,
        // The spool file has gone: somebody removed it, and no wait brings it back.
        FileNotFoundException => false,
        DurabilityException { ErrorCode: 2 } => false,
        IOException or UnauthorizedAccessException or TimeoutException => true,
        _ => false,
    };

    /// <summary>A failure the database or bus calls permanent is believed at once; an unknown one gets some tries.</summary>
    public static int AttemptsFor(Exception failure, RetryOptions options) => failure is DicomStorageException ? 1 : options.MaxAttempts;

    /// <summary>Doubles from the first delay to the longest.</summary>
    public static TimeSpan DelayAfter(int attempt, RetryOptions options)
    {
        double factor = Math.Pow(2, Math.Min(attempt - 1, 30));
        return TimeSpan.FromTicks((long)Math.Min(options.FirstRetryDelay.Ticks * factor, options.MaxRetryDelay.Ticks));
    }

    /// <summary>Type and code, never the message: a driver's message may quote values of the object.</summary>
    public static string Describe(Exception failure) => failure switch
    {
        DicomStorageException storage => $"{storage.Kind}{(storage.InnerException is { } inner ? $" ({inner.GetType().Name}, 0x{inner.HResult:X8})" : string.Empty)}",
        DurabilityException durability => $"{durability.Operation}, system error {durability.ErrorCode}",
        _ => $"{failure.GetType().Name}, 0x{failure.HResult:X8}",
    };
}
