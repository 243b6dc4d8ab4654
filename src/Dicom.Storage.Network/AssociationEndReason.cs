namespace Dicom.Storage.Network;

/// <summary>How an association, or a connection that never became one, ended. Each is logged and counted.</summary>
public enum AssociationEndReason
{
    /// <summary>Not ended.</summary>
    None,

    /// <summary>Released in order.</summary>
    Released,

    /// <summary>The peer sent A-ABORT.</summary>
    AbortedByPeer,

    /// <summary>The peer closed or lost the connection without release.</summary>
    ConnectionLost,

    /// <summary>The connection was closed before a whole A-ASSOCIATE-RQ had come.</summary>
    ClosedBeforeRequest,

    /// <summary>The request was answered with A-ASSOCIATE-RJ.</summary>
    Rejected,

    /// <summary>No whole A-ASSOCIATE-RQ by the handshake deadline.</summary>
    HandshakeTimeout,

    /// <summary>Closed in favour of newer connections: too many that had sent no request.</summary>
    PendingLimit,

    /// <summary>A PDU that is not known, not valid or not expected (PS3.8 9.2, AA-1 or AA-8).</summary>
    InvalidPdu,

    /// <summary>A message that breaks PS3.7.</summary>
    InvalidMessage,

    /// <summary>No message for the idle limit.</summary>
    IdleLimit,

    /// <summary>Nothing but C-ECHO for the echo-only limit.</summary>
    EchoOnlyLimit,

    /// <summary>The peer sent a message more slowly than the minimum rate.</summary>
    DataRateTooLow,

    /// <summary>The peer stopped in the middle of a message.</summary>
    DimseTimeout,

    /// <summary>The peer does not take what is sent to it.</summary>
    SendTimeout,

    /// <summary>This side stopped, while no message was under way.</summary>
    Stopped,

    /// <summary>This side stopped, and the message under way did not end by the deadline.</summary>
    StopDeadline,

    /// <summary>This side's application aborted.</summary>
    AbortedByUser,

    /// <summary>A fault of this side that no other reason names.</summary>
    InternalError,
}
