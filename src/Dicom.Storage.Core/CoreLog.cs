using Microsoft.Extensions.Logging;

namespace Dicom.Storage.Core;

/// <summary>Log messages of the package. Only own ids, counts, codes and sizes: nothing of a data set.</summary>
internal static partial class CoreLog
{
    [LoggerMessage(1001, LogLevel.Warning, "Volume of the spool went from {Before} to {Now}")]
    internal static partial void VolumeStateChanged(ILogger logger, VolumeState before, VolumeState now);

    [LoggerMessage(1002, LogLevel.Error, "Object {TraceId} could not be made durable, system error {Error}; it was not acknowledged")]
    internal static partial void CommitFailed(ILogger logger, TraceId traceId, int error);

    [LoggerMessage(1003, LogLevel.Information, "Removed {Count} unfinished objects that were never acknowledged")]
    internal static partial void IncomingSwept(ILogger logger, int count);

    [LoggerMessage(1004, LogLevel.Warning, "A file of the spool could not be removed, error {Error}; it goes at the next start")]
    internal static partial void DeleteFailed(ILogger logger, int error);

    [LoggerMessage(1010, LogLevel.Information, "Ingest started: {Partitions} partitions, {Entries} entries waiting in the spool")]
    internal static partial void IngestStarted(ILogger logger, int partitions, int entries);

    [LoggerMessage(1011, LogLevel.Warning, "Ingest of {Count} objects failed at attempt {Attempt} ({Error}); again in {DelayMs} ms")]
    internal static partial void IngestRetried(ILogger logger, int count, int attempt, string error, long delayMs);

    [LoggerMessage(1012, LogLevel.Error, "Object {TraceId} is quarantined: {Reason}")]
    internal static partial void Quarantined(ILogger logger, TraceId traceId, string reason);

    [LoggerMessage(1013, LogLevel.Information, "Object {TraceId} was here already with the same bytes")]
    internal static partial void DuplicateDropped(ILogger logger, TraceId traceId);

    [LoggerMessage(1014, LogLevel.Warning, "Object {TraceId} has the UID of another object with other bytes: {Outcome}")]
    internal static partial void ConflictFound(ILogger logger, TraceId traceId, PutOutcome outcome);

    [LoggerMessage(1015, LogLevel.Error, "The spool could not be read, error {Error}; again in {DelayMs} ms")]
    internal static partial void SpoolScanFailed(ILogger logger, int error, long delayMs);

    [LoggerMessage(1016, LogLevel.Warning, "Object {TraceId} could not be brought into {TransferSyntax}; it is kept as it came")]
    internal static partial void TransformFailed(ILogger logger, TraceId traceId, string transferSyntax);
}
