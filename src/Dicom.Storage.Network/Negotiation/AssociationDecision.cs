namespace Dicom.Storage.Network;

/// <summary>What a policy decided on a request for an association.</summary>
public sealed class AssociationDecision
{
    private AssociationDecision()
    {
    }

    /// <summary>Gets the decision to accept with the listener's profile.</summary>
    public static AssociationDecision Accept { get; } = new();

    /// <summary>Gets why the request is rejected; null when it is accepted.</summary>
    public AssociationRejection? Rejection { get; private init; }

    /// <summary>Gets the profile to negotiate with; null for the listener's.</summary>
    public NegotiationProfile? Profile { get; private init; }

    /// <summary>Gets the server response to the user identity (PS3.7 D.3.3.7.2); null for none.</summary>
    public ReadOnlyMemory<byte>? UserIdentityResponse { get; private init; }

    /// <summary>Accepts with a profile of its own for this requestor.</summary>
    /// <param name="profile">The profile; null for the listener's.</param>
    /// <param name="userIdentityResponse">Sent when the requestor asked for a response; empty for a name or a passcode.</param>
    public static AssociationDecision AcceptWith(NegotiationProfile? profile, ReadOnlyMemory<byte>? userIdentityResponse = null) =>
        new() { Profile = profile, UserIdentityResponse = userIdentityResponse };

    /// <summary>Rejects.</summary>
    public static AssociationDecision Reject(AssociationRejection rejection) => new() { Rejection = rejection };
}
