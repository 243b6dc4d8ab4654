using Dicom.Storage.DataSets;

namespace Dicom.Storage.Network;

/// <summary>Accepts by AE titles alone. A title is no proof of identity: anyone can send any.</summary>
public sealed class AeTitlePolicy : IAssociationPolicy
{
    /// <summary>Gets or sets the called titles that are answered; others get 1/1/7. Empty, the default, answers any.</summary>
    public IReadOnlySet<AeTitle> CalledAeTitles { get; set; } = new HashSet<AeTitle>();

    /// <summary>Gets or sets the calling titles that may associate; others get 1/1/3. Empty, the default, lets any.</summary>
    public IReadOnlySet<AeTitle> CallingAeTitles { get; set; } = new HashSet<AeTitle>();

    /// <inheritdoc/>
    public ValueTask<AssociationDecision> DecideAsync(AssociationProposal proposal, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(proposal);
        if (CalledAeTitles.Count > 0 && !CalledAeTitles.Contains(proposal.CalledAe))
            return new(AssociationDecision.Reject(AssociationRejection.CalledAeNotRecognized));
        if (CallingAeTitles.Count > 0 && !CallingAeTitles.Contains(proposal.CallingAe))
            return new(AssociationDecision.Reject(AssociationRejection.CallingAeNotRecognized));
        return new(AssociationDecision.Accept);
    }
}
