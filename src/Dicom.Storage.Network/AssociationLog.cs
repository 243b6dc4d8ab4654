using System.Net;
using Microsoft.Extensions.Logging;

namespace Dicom.Storage.Network;

/// <summary>
/// What is logged of the network: own ids, addresses, validated AE titles (printable ASCII), codes, counts. Never text of a peer, never UIDs of instances.
/// </summary>
internal static partial class AssociationLog
{
    [LoggerMessage(EventIds.ListenerStarted, LogLevel.Information, "Listening for DICOM associations on {EndPoint}")]
    public static partial void ListenerStarted(ILogger logger, EndPoint? endPoint);

    [LoggerMessage(EventIds.ListenerStopping, LogLevel.Information, "Listener stops: {Associations} associations have {Deadline} to finish")]
    public static partial void ListenerStopping(ILogger logger, int associations, TimeSpan deadline);

    [LoggerMessage(EventIds.ListenerStopped, LogLevel.Information, "Listener stopped")]
    public static partial void ListenerStopped(ILogger logger);

    [LoggerMessage(EventIds.AcceptFailed, LogLevel.Error, "A connection could not be accepted, socket error {Error}; trying again")]
    public static partial void AcceptFailed(ILogger logger, System.Net.Sockets.SocketError error);

    [LoggerMessage(EventIds.AssociationAccepted, LogLevel.Information, "Association {AssociationId} from {CallingAe} at {Peer} to {CalledAe} accepted: {Accepted} of {Proposed} contexts")]
    public static partial void Accepted(ILogger logger, long associationId, string callingAe, EndPoint? peer, string calledAe, int accepted, int proposed);

    [LoggerMessage(EventIds.AssociationRejected, LogLevel.Warning, "Association {AssociationId} from {CallingAe} at {Peer} to {CalledAe} rejected: {Rejection}")]
    public static partial void Rejected(ILogger logger, long associationId, string callingAe, EndPoint? peer, string calledAe, AssociationRejection rejection);

    [LoggerMessage(EventIds.AssociationEnded, LogLevel.Information, "Association {AssociationId} ended: {Reason}; {Messages} messages")]
    public static partial void Ended(ILogger logger, long associationId, AssociationEndReason reason, long messages);

    [LoggerMessage(EventIds.AssociationEndedBadly, LogLevel.Warning, "Connection {AssociationId} from {Peer} ended: {Reason}; {Messages} messages, abort sent: {Abort}")]
    public static partial void EndedBadly(ILogger logger, long associationId, EndPoint? peer, AssociationEndReason reason, long messages, AssociationAbort? abort);

    [LoggerMessage(EventIds.ServiceFailed, LogLevel.Error, "Association {AssociationId}: the service for {Command} failed with {ExceptionType}; answered 0110")]
    public static partial void ServiceFailed(ILogger logger, long associationId, DimseCommandField command, Type exceptionType);

    [LoggerMessage(EventIds.PolicyFailed, LogLevel.Error, "Association {AssociationId}: the policy failed with {ExceptionType}; rejected as temporary")]
    public static partial void PolicyFailed(ILogger logger, long associationId, Type exceptionType);

    [LoggerMessage(EventIds.RequestRefused, LogLevel.Warning, "Association {AssociationId}: request {Command} answered with {Status}")]
    public static partial void RequestRefused(ILogger logger, long associationId, DimseCommandField command, DimseStatus status);

    [LoggerMessage(EventIds.AssociationFault, LogLevel.Error, "Association {AssociationId} ended by a fault of this side: {ExceptionType}")]
    public static partial void Fault(ILogger logger, long associationId, Type exceptionType);

    [LoggerMessage(EventIds.ObserverFailed, LogLevel.Error, "Association {AssociationId}: the observer failed with {ExceptionType}")]
    public static partial void ObserverFailed(ILogger logger, long associationId, Type exceptionType);

    [LoggerMessage(EventIds.StopLeftBehind, LogLevel.Error, "Listener stopped, but the services of {Associations} associations did not return")]
    public static partial void StopLeftBehind(ILogger logger, int associations);
}
