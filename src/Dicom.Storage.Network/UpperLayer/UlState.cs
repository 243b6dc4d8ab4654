namespace Dicom.Storage.Network;

/// <summary>The states of the upper layer (PS3.8 9.2.1, table 9-1 to 9-5).</summary>
internal enum UlState
{
    /// <summary>Idle: no transport connection.</summary>
    Sta1Idle = 1,

    /// <summary>Transport connection open, awaiting A-ASSOCIATE-RQ.</summary>
    Sta2AwaitingRequest = 2,

    /// <summary>Awaiting the local A-ASSOCIATE response.</summary>
    Sta3AwaitingAssociateResponse = 3,

    /// <summary>Awaiting the transport connection to open.</summary>
    Sta4AwaitingTransport = 4,

    /// <summary>Awaiting A-ASSOCIATE-AC or A-ASSOCIATE-RJ.</summary>
    Sta5AwaitingAssociateReply = 5,

    /// <summary>Association established, ready for data.</summary>
    Sta6Established = 6,

    /// <summary>Awaiting A-RELEASE-RP.</summary>
    Sta7AwaitingReleaseReply = 7,

    /// <summary>Awaiting the local A-RELEASE response.</summary>
    Sta8AwaitingReleaseResponse = 8,

    /// <summary>Release collision, requestor side: awaiting the local A-RELEASE response.</summary>
    Sta9CollisionRequestorAwaitingResponse = 9,

    /// <summary>Release collision, acceptor side: awaiting A-RELEASE-RP.</summary>
    Sta10CollisionAcceptorAwaitingReply = 10,

    /// <summary>Release collision, requestor side: awaiting A-RELEASE-RP.</summary>
    Sta11CollisionRequestorAwaitingReply = 11,

    /// <summary>Release collision, acceptor side: awaiting the local A-RELEASE response.</summary>
    Sta12CollisionAcceptorAwaitingResponse = 12,

    /// <summary>Awaiting that the transport connection is closed: the association no longer exists.</summary>
    Sta13AwaitingClose = 13,
}
