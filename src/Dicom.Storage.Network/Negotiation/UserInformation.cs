using Dicom.Storage.DataSets;

namespace Dicom.Storage.Network;

/// <summary>The user information item of A-ASSOCIATE-RQ and A-ASSOCIATE-AC (PS3.7 D.3.3). Unknown sub-items are not kept.</summary>
public sealed class UserInformation
{
    /// <summary>Gets the largest P-DATA-TF the sender takes, in bytes, 0 for no limit; null when not told (PS3.8 D.1).</summary>
    public uint? MaxPduLength { get; init; }

    /// <summary>Gets the Implementation Class UID (PS3.7 D.3.3.2); null when not told or no UID.</summary>
    public DicomUid? ImplementationClassUid { get; init; }

    /// <summary>Gets the Implementation Version Name (PS3.7 D.3.3.2): text of the peer, escape it in logs. Null when not told.</summary>
    public string? ImplementationVersionName { get; init; }

    /// <summary>Gets the asynchronous operations window (PS3.7 D.3.3.3); null when not told, which means 1 and 1.</summary>
    public AsynchronousWindow? AsynchronousWindow { get; init; }

    /// <summary>Gets the role selections (PS3.7 D.3.3.4).</summary>
    public IReadOnlyList<RoleSelection> RoleSelections { get; init; } = [];

    /// <summary>Gets the SOP class extended negotiations (PS3.7 D.3.3.5).</summary>
    public IReadOnlyList<SopClassExtendedNegotiation> ExtendedNegotiations { get; init; } = [];

    /// <summary>Gets the SOP class common extended negotiations (PS3.7 D.3.3.6).</summary>
    public IReadOnlyList<SopClassCommonExtendedNegotiation> CommonExtendedNegotiations { get; init; } = [];

    /// <summary>Gets the user identity (PS3.7 D.3.3.7); null when none was sent.</summary>
    public UserIdentity? UserIdentity { get; init; }

    /// <summary>Gets the acceptor's answer to a user identity (PS3.7 D.3.3.7.2); null when none was sent.</summary>
    public ReadOnlyMemory<byte>? UserIdentityResponse { get; init; }

    /// <summary>Gets whether a sub-item that may come once came twice, or the whole item did.</summary>
    internal bool HasRepeatedItems { get; init; }
}
