namespace Dicom.Storage.Network;

/// <summary>The rules that an A-ASSOCIATE-RQ must keep before its contexts are looked at. Pure.</summary>
internal static class RequestRules
{
    private const uint SmallestUsefulPdu = PdvHeader.Size + 2; // a PDV with one even fragment

    /// <summary>Gets the rejection that the request has earned; null when it keeps the rules.</summary>
    /// <param name="request">The request.</param>
    /// <param name="maxIdentityLength">The longest user identity looked at, in bytes.</param>
    public static AssociationRejection? Judge(AssociateRequestPdu request, int maxIdentityLength)
    {
        if ((request.ProtocolVersion & 1) == 0)
            return AssociationRejection.ProtocolVersionNotSupported;
        if (request.ApplicationContext != AssociateAcceptPduCodec.ApplicationContext)
            return AssociationRejection.ApplicationContextNotSupported;
        if (!ContextsAreLegal(request.Contexts) || request.UserInformation.HasRepeatedItems)
            return AssociationRejection.InvalidRequest;
        if (!IsUsable(request.UserInformation.MaxPduLength))
            return AssociationRejection.InvalidRequest;
        return IdentityIsLegal(request.UserInformation.UserIdentity, maxIdentityLength) ? null : AssociationRejection.NoReasonGiven;
    }

    /// <summary>Whether data can be sent within the peer's maximum length at all (PS3.8 D.1).</summary>
    public static bool IsUsable(uint? peerMaxPduLength) => peerMaxPduLength is not (> 0 and < SmallestUsefulPdu);

    private static bool ContextsAreLegal(IReadOnlyList<ProposedContext> contexts)
    {
        if (contexts.Count is 0 or > AssociateRequestPduCodec.MaxContexts)
            return false;

        UInt128 seen = 0;
        foreach (ProposedContext context in contexts)
        {
            UInt128 bit = UInt128.One << (context.Id >> 1);
            if ((context.Id & 1) == 0 || (seen & bit) != 0 || context.AbstractSyntaxCount != 1 || context.TransferSyntaxCount == 0)
                return false;
            seen |= bit;
        }

        return true;
    }

    private static bool IdentityIsLegal(UserIdentity? identity, int maxLength) =>
        identity is null
        || (identity.Type is >= UserIdentityType.UserName and <= UserIdentityType.JsonWebToken
            && identity.Primary.Length > 0
            && identity.Primary.Length + identity.Secondary.Length <= maxLength);
}
