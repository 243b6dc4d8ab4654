namespace Dicom.Storage.Network;

/// <summary>What a user identity is made of (PS3.7 D.3.3.7.1).</summary>
public enum UserIdentityType : byte
{
    /// <summary>A name.</summary>
    UserName = 1,

    /// <summary>A name and a passcode.</summary>
    UserNameAndPasscode = 2,

    /// <summary>A Kerberos service ticket.</summary>
    Kerberos = 3,

    /// <summary>A SAML assertion.</summary>
    Saml = 4,

    /// <summary>A JSON web token.</summary>
    JsonWebToken = 5,
}
