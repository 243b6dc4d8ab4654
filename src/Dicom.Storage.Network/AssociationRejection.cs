namespace Dicom.Storage.Network;

/// <summary>Result, source and reason of an A-ASSOCIATE-RJ (PS3.8 9.3.4).</summary>
/// <param name="Result">Whether it is of use to ask again.</param>
/// <param name="Source">Who rejected.</param>
/// <param name="Reason">The reason; its meaning depends on <paramref name="Source"/>.</param>
public readonly record struct AssociationRejection(RejectionResult Result, RejectionSource Source, byte Reason)
{
    /// <summary>Gets 1/1/1: permanent, by the user, no reason given. The answer to a user identity that is not accepted.</summary>
    public static AssociationRejection NoReasonGiven => new(RejectionResult.Permanent, RejectionSource.ServiceUser, 1);

    /// <summary>Gets 1/1/2: the application context name is not supported.</summary>
    public static AssociationRejection ApplicationContextNotSupported => new(RejectionResult.Permanent, RejectionSource.ServiceUser, 2);

    /// <summary>Gets 1/1/3: the calling AE title is not recognized.</summary>
    public static AssociationRejection CallingAeNotRecognized => new(RejectionResult.Permanent, RejectionSource.ServiceUser, 3);

    /// <summary>Gets 1/1/7: the called AE title is not recognized.</summary>
    public static AssociationRejection CalledAeNotRecognized => new(RejectionResult.Permanent, RejectionSource.ServiceUser, 7);

    /// <summary>Gets 1/2/1: the request breaks a rule of the negotiation.</summary>
    public static AssociationRejection InvalidRequest => new(RejectionResult.Permanent, RejectionSource.AssociationControl, 1);

    /// <summary>Gets 1/2/2: the protocol version is not supported.</summary>
    public static AssociationRejection ProtocolVersionNotSupported => new(RejectionResult.Permanent, RejectionSource.AssociationControl, 2);

    /// <summary>Gets 2/3/1: temporary congestion.</summary>
    public static AssociationRejection TemporaryCongestion => new(RejectionResult.Transient, RejectionSource.Presentation, 1);

    /// <summary>Gets 2/3/2: local limit exceeded.</summary>
    public static AssociationRejection LocalLimitExceeded => new(RejectionResult.Transient, RejectionSource.Presentation, 2);

    /// <summary>Gets the three numbers with slashes.</summary>
    public override string ToString() => $"{(byte)Result}/{(byte)Source}/{Reason}";
}
