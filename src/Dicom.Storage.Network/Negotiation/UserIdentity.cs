namespace Dicom.Storage.Network;

/// <summary>Who uses the requestor, as the requestor says (PS3.7 D.3.3.7). Secrets: never to be logged.</summary>
/// <param name="Type">As sent: may be a number that the standard does not know.</param>
/// <param name="PositiveResponseRequested">Whether the requestor wants a user identity response in the A-ASSOCIATE-AC.</param>
/// <param name="Primary">The name, ticket, assertion or token.</param>
/// <param name="Secondary">The passcode of <see cref="UserIdentityType.UserNameAndPasscode"/>; empty otherwise.</param>
public sealed record UserIdentity(UserIdentityType Type, bool PositiveResponseRequested, ReadOnlyMemory<byte> Primary, ReadOnlyMemory<byte> Secondary)
{
    /// <summary>Gets the type only; the identity is not for logs.</summary>
    public override string ToString() => $"UserIdentity {{ Type = {Type} }}";
}
