using System.Net;
using Dicom.Storage.DataSets;

namespace Dicom.Storage.Network;

/// <summary>What is known of an association from its negotiation.</summary>
public sealed class AssociationInfo
{
    /// <summary>Gets a number for logs: the count of connections at its listener, or the local port of an association that this side requested.</summary>
    public required long Id { get; init; }

    /// <summary>Gets the title of the requestor (PS3.8 9.3.2).</summary>
    public required AeTitle CallingAe { get; init; }

    /// <summary>Gets the title that the requestor asked for (PS3.8 9.3.2).</summary>
    public required AeTitle CalledAe { get; init; }

    /// <summary>Gets the peer's address; null when the transport has none.</summary>
    public EndPoint? RemoteEndPoint { get; init; }

    /// <summary>Gets the address on which the association came in or went out; null when the transport has none.</summary>
    public EndPoint? LocalEndPoint { get; init; }

    /// <summary>Gets the peer's Implementation Class UID (PS3.7 D.3.3.2); null when it was not told.</summary>
    public DicomUid? PeerImplementationClassUid { get; init; }

    /// <summary>Gets the peer's Implementation Version Name (PS3.7 D.3.3.2); null when it was not told. Text of the peer: escape it in logs.</summary>
    public string? PeerImplementationVersionName { get; init; }

    /// <summary>Gets the largest P-DATA-TF the peer takes, in bytes; 0 is no limit (PS3.8 D.1).</summary>
    public uint PeerMaxPduLength { get; init; }

    /// <summary>Gets the largest P-DATA-TF announced to the peer, in bytes (PS3.8 D.1).</summary>
    public uint MaxPduLength { get; init; }

    /// <summary>Gets every proposed presentation context with its result, in the order of the proposal.</summary>
    public IReadOnlyList<PresentationContext> PresentationContexts { get; init; } = [];
}
