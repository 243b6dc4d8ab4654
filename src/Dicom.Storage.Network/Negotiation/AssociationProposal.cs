using System.Net;
using Dicom.Storage.DataSets;

namespace Dicom.Storage.Network;

/// <summary>A request for an association, for a policy to decide on. Its structure and its titles are valid.</summary>
public sealed class AssociationProposal
{
    /// <summary>Gets the title of the requestor.</summary>
    public required AeTitle CallingAe { get; init; }

    /// <summary>Gets the title that the requestor asks for.</summary>
    public required AeTitle CalledAe { get; init; }

    /// <summary>Gets the peer's address; null when the transport has none.</summary>
    public EndPoint? RemoteEndPoint { get; init; }

    /// <summary>Gets the address on which the request came in; null when the transport has none.</summary>
    public EndPoint? LocalEndPoint { get; init; }

    /// <summary>Gets the user information of the request.</summary>
    public required UserInformation UserInformation { get; init; }
}
