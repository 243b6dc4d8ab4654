using Dicom.Storage.Core;
using Dicom.Storage.DataSets;
using Dicom.Storage.Network;
using Microsoft.Extensions.Logging;

namespace Dicom.Storage.Scp;

/// <summary>Log messages of the package: own ids, codes, sizes. Nothing of a data set.</summary>
internal static partial class ScpLog
{
    [LoggerMessage(3001, LogLevel.Information, "C-STORE server {AeTitle} listens on {EndPoint}, acknowledgement level {AckLevel}")]
    internal static partial void Listening(ILogger logger, string aeTitle, string endPoint, AckLevel ackLevel);

    [LoggerMessage(3002, LogLevel.Debug, "Object {TraceId} of association {AssociationId} stored, {Bytes} bytes")]
    internal static partial void Stored(ILogger logger, TraceId traceId, long associationId, long bytes);

    [LoggerMessage(3003, LogLevel.Warning, "Object {TraceId} of association {AssociationId} answered with {Status}: {Comment}")]
    internal static partial void ObjectRefused(ILogger logger, TraceId traceId, long associationId, DimseStatus status, string? comment);

    [LoggerMessage(3004, LogLevel.Warning, "An object of association {AssociationId} was not begun, {Status}: {Comment}")]
    internal static partial void Refused(ILogger logger, long associationId, DimseStatus status, string? comment);

    [LoggerMessage(3005, LogLevel.Error, "The spool could not be written, system error {Error}")]
    internal static partial void WriteFailed(ILogger logger, int error);

    [LoggerMessage(3006, LogLevel.Information, "C-STORE server stops: running operations have {DeadlineMs} ms")]
    internal static partial void Stopping(ILogger logger, long deadlineMs);

    [LoggerMessage(3007, LogLevel.Warning, "Object {TraceId} of association {AssociationId} is suspect: {Anomalies}")]
    internal static partial void Suspect(ILogger logger, TraceId traceId, long associationId, DataSetAnomalies anomalies);

    [LoggerMessage(3008, LogLevel.Debug, "Object {TraceId} was brought from {Source} into {Target}, {Ratio:0.00} times smaller than without compression")]
    internal static partial void Transcoded(ILogger logger, TraceId traceId, string source, string target, double ratio);

    [LoggerMessage(3009, LogLevel.Warning, "Object {TraceId} cannot be brought into {Target}: {Reason}")]
    internal static partial void NotTranscoded(ILogger logger, TraceId traceId, string target, string reason);
}
