using Dicom.Storage.DataSets;

namespace Dicom.Storage.Network;

/// <summary>A-ASSOCIATE-RQ as sent (PS3.8 9.3.2): whole in structure, not yet judged in meaning.</summary>
internal sealed class AssociateRequestPdu
{
    public required ushort ProtocolVersion { get; init; }

    /// <summary>Gets the called title; empty when the bytes are no title.</summary>
    public required AeTitle CalledAe { get; init; }

    /// <summary>Gets the calling title; empty when the bytes are no title.</summary>
    public required AeTitle CallingAe { get; init; }

    /// <summary>Gets the application context name; empty when absent, repeated or no UID.</summary>
    public DicomUid ApplicationContext { get; init; }

    /// <summary>Gets the contexts, no more than one above the legal number.</summary>
    public IReadOnlyList<ProposedContext> Contexts { get; init; } = [];

    public UserInformation UserInformation { get; init; } = new();
}
