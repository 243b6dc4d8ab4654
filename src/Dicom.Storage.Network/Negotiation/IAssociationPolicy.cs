namespace Dicom.Storage.Network;

/// <summary>Decides who may associate, and with which profile. Called by many connections at once, within their handshake deadline.</summary>
public interface IAssociationPolicy
{
    /// <summary>Decides on one request.</summary>
    /// <param name="proposal">The request.</param>
    /// <param name="cancellationToken">Fires at the handshake deadline.</param>
    /// <remarks>An exception is answered with a rejection 2/3/1, temporary congestion.</remarks>
    ValueTask<AssociationDecision> DecideAsync(AssociationProposal proposal, CancellationToken cancellationToken);
}
