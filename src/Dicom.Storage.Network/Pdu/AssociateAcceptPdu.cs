using Dicom.Storage.DataSets;

namespace Dicom.Storage.Network;

/// <summary>A-ASSOCIATE-AC (PS3.8 9.3.3).</summary>
internal sealed class AssociateAcceptPdu
{
    public ushort ProtocolVersion { get; init; } = 1;

    /// <summary>Gets the results; the abstract syntax is not on the wire and stays empty when read.</summary>
    public IReadOnlyList<PresentationContext> Contexts { get; init; } = [];

    public UserInformation UserInformation { get; init; } = new();

    /// <summary>Gets the 16 bytes that stand where the request has its called title; sent back as they came, not tested when read.</summary>
    public AeTitle CalledAe { get; init; }

    /// <summary>Gets the title at the place of the calling title; sent back as it came, not tested when read.</summary>
    public AeTitle CallingAe { get; init; }
}
