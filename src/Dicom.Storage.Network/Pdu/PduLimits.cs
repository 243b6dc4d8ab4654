namespace Dicom.Storage.Network;

/// <summary>The payload lengths that are accepted, in bytes. Only P-DATA-TF is governed by the negotiated length (PS3.8 D.1).</summary>
/// <param name="MaxAssociateLength">The largest A-ASSOCIATE-RQ or A-ASSOCIATE-AC.</param>
/// <param name="MaxDataLength">The largest P-DATA-TF: what was announced to the peer.</param>
internal readonly record struct PduLimits(uint MaxAssociateLength, uint MaxDataLength)
{
    /// <summary>Version, reserved, two AE titles, reserved (PS3.8 9.3.2).</summary>
    public const uint MinAssociateLength = 68;

    /// <summary>One PDV header without data (PS3.8 9.3.5).</summary>
    public const uint MinDataLength = PdvHeader.Size;

    private const uint ShortLength = 4; // A-ASSOCIATE-RJ, A-RELEASE and A-ABORT (PS3.8 9.3.4, 9.3.6 to 9.3.8)

    public PduCheck Check(PduHeader header)
    {
        (uint min, uint max) = header.Type switch
        {
            PduType.AssociateRequest or PduType.AssociateAccept => (MinAssociateLength, MaxAssociateLength),
            PduType.Data => (MinDataLength, MaxDataLength),
            PduType.AssociateReject or PduType.ReleaseRequest or PduType.ReleaseReply or PduType.Abort => (ShortLength, ShortLength),
            _ => (1u, 0u),
        };
        if (min > max)
            return header.Type is PduType.AssociateRequest or PduType.AssociateAccept or PduType.Data ? PduCheck.InvalidLength : PduCheck.UnrecognizedType;
        return header.Length >= min && header.Length <= max ? PduCheck.Valid : PduCheck.InvalidLength;
    }
}
