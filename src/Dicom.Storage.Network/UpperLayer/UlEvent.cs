namespace Dicom.Storage.Network;

/// <summary>The events of the upper layer, in the order of PS3.8 table 9-10.</summary>
internal enum UlEvent
{
    /// <summary>Evt1: A-ASSOCIATE request of the local user.</summary>
    AssociateRequest = 1,

    /// <summary>Evt2: the transport connection is open.</summary>
    TransportConfirmed = 2,

    /// <summary>Evt3: A-ASSOCIATE-AC received.</summary>
    AssociateAcceptReceived = 3,

    /// <summary>Evt4: A-ASSOCIATE-RJ received.</summary>
    AssociateRejectReceived = 4,

    /// <summary>Evt5: a transport connection has come in.</summary>
    TransportIndicated = 5,

    /// <summary>Evt6: A-ASSOCIATE-RQ received.</summary>
    AssociateRequestReceived = 6,

    /// <summary>Evt7: the local user accepts.</summary>
    AssociateResponseAccept = 7,

    /// <summary>Evt8: the local user rejects.</summary>
    AssociateResponseReject = 8,

    /// <summary>Evt9: P-DATA request of the local user.</summary>
    DataRequest = 9,

    /// <summary>Evt10: P-DATA-TF received.</summary>
    DataReceived = 10,

    /// <summary>Evt11: A-RELEASE request of the local user.</summary>
    ReleaseRequest = 11,

    /// <summary>Evt12: A-RELEASE-RQ received.</summary>
    ReleaseRequestReceived = 12,

    /// <summary>Evt13: A-RELEASE-RP received.</summary>
    ReleaseReplyReceived = 13,

    /// <summary>Evt14: A-RELEASE response of the local user.</summary>
    ReleaseResponse = 14,

    /// <summary>Evt15: A-ABORT request of the local user.</summary>
    AbortRequest = 15,

    /// <summary>Evt16: A-ABORT received.</summary>
    AbortReceived = 16,

    /// <summary>Evt17: the transport connection is closed.</summary>
    TransportClosed = 17,

    /// <summary>Evt18: the ARTIM timer has expired.</summary>
    ArtimExpired = 18,

    /// <summary>Evt19: a PDU that is not recognized or not valid.</summary>
    InvalidPdu = 19,
}
