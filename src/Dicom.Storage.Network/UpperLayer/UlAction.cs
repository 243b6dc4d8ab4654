namespace Dicom.Storage.Network;

/// <summary>The actions of the upper layer (PS3.8 9.2.2, tables 9-6 to 9-9).</summary>
internal enum UlAction
{
    /// <summary>The standard leaves the cell empty: the event cannot come in this state.</summary>
    None,

    /// <summary>Issue the transport connect request.</summary>
    AE1Connect,

    /// <summary>Send A-ASSOCIATE-RQ.</summary>
    AE2SendRequest,

    /// <summary>Confirm to the user that the association is accepted.</summary>
    AE3ConfirmAccepted,

    /// <summary>Confirm to the user that the association is rejected, close the transport.</summary>
    AE4ConfirmRejected,

    /// <summary>Accept the transport connection, start ARTIM.</summary>
    AE5StartArtim,

    /// <summary>Stop ARTIM; indicate the request to the user, or send A-ASSOCIATE-RJ and start ARTIM when it is not acceptable.</summary>
    AE6JudgeRequest,

    /// <summary>Send A-ASSOCIATE-AC.</summary>
    AE7SendAccept,

    /// <summary>Send A-ASSOCIATE-RJ, start ARTIM.</summary>
    AE8SendReject,

    /// <summary>Send P-DATA-TF.</summary>
    DT1SendData,

    /// <summary>Hand the data to the user.</summary>
    DT2IndicateData,

    /// <summary>Send A-RELEASE-RQ.</summary>
    AR1SendReleaseRequest,

    /// <summary>Indicate the release to the user.</summary>
    AR2IndicateRelease,

    /// <summary>Confirm the release to the user, close the transport.</summary>
    AR3ConfirmReleaseAndClose,

    /// <summary>Send A-RELEASE-RP, start ARTIM.</summary>
    AR4SendReleaseReply,

    /// <summary>Stop ARTIM.</summary>
    AR5StopArtim,

    /// <summary>Hand the data to the user, who has asked for release.</summary>
    AR6IndicateData,

    /// <summary>Send P-DATA-TF, although the peer has asked for release.</summary>
    AR7SendData,

    /// <summary>Indicate a release collision to the user.</summary>
    AR8IndicateCollision,

    /// <summary>Send A-RELEASE-RP.</summary>
    AR9SendReleaseReply,

    /// <summary>Confirm the release to the user.</summary>
    AR10ConfirmRelease,

    /// <summary>Send A-ABORT with source user, start or restart ARTIM.</summary>
    AA1SendAbort,

    /// <summary>Stop ARTIM, close the transport.</summary>
    AA2StopAndClose,

    /// <summary>Indicate the peer's abort to the user, close the transport.</summary>
    AA3IndicateAbortAndClose,

    /// <summary>Indicate to the user that the connection is lost.</summary>
    AA4IndicateProviderAbort,

    /// <summary>Stop ARTIM.</summary>
    AA5StopArtim,

    /// <summary>Ignore the PDU.</summary>
    AA6Ignore,

    /// <summary>Send A-ABORT: PDU that nobody waits for.</summary>
    AA7SendAbort,

    /// <summary>Send A-ABORT with source provider, indicate it to the user, start ARTIM.</summary>
    AA8SendProviderAbort,
}
