using System.Diagnostics.CodeAnalysis;

namespace Dicom.Storage.Network;

/// <summary>Decides on a received A-ASSOCIATE-RQ: rules, limits, policy, contexts, in this order.</summary>
internal sealed class ProviderHandshake(ProviderContext host, long id, Transport transport)
{
    /// <summary>Gets the answer when the request is accepted.</summary>
    public AssociateAcceptPdu? Accept { get; private set; }

    /// <summary>Gets the association when the request is accepted.</summary>
    public AssociationInfo? Association { get; private set; }

    /// <summary>Gets the answer when the request is rejected.</summary>
    public AssociationRejection? Rejection { get; private set; }

    /// <summary>Gets whether a place of the budget was taken; the caller gives it back when the association is over.</summary>
    public bool HasPlace { get; private set; }

    /// <summary>Decides.</summary>
    /// <returns>Whether the request is accepted.</returns>
    public async ValueTask<bool> DecideAsync(AssociateRequestPdu request, CancellationToken cancellationToken)
    {
        Rejection = RequestRules.Judge(request, host.Limits.MaxUserIdentityLength) ?? JudgeTitles(request) ?? TakePlace();
        AssociationDecision? decision = null;
        if (Rejection is null)
            decision = await AskPolicyAsync(request, cancellationToken).ConfigureAwait(false);
        if (IsAccepted(decision, out AssociationDecision? accepted))
            Negotiate(request, accepted);
        else
            LogRejection(request);
        return Rejection is null;
    }

    private bool IsAccepted(AssociationDecision? decision, [NotNullWhen(true)] out AssociationDecision? accepted)
    {
        accepted = decision;
        Rejection ??= decision?.Rejection;
        return decision is not null && Rejection is null;
    }

    private static AssociationRejection? JudgeTitles(AssociateRequestPdu request)
    {
        if (request.CalledAe.IsEmpty)
            return AssociationRejection.CalledAeNotRecognized;
        return request.CallingAe.IsEmpty ? AssociationRejection.CallingAeNotRecognized : null;
    }

    private AssociationRejection? TakePlace()
    {
        if (host.IsStopping)
            return AssociationRejection.TemporaryCongestion;

        AssociationRejection? full = host.Budget.TryEnter(transport.RemoteEndPoint);
        HasPlace = full is null;
        return full;
    }

    private async ValueTask<AssociationDecision> AskPolicyAsync(AssociateRequestPdu request, CancellationToken cancellationToken)
    {
        AssociationProposal proposal = new()
        {
            CallingAe = request.CallingAe,
            CalledAe = request.CalledAe,
            RemoteEndPoint = transport.RemoteEndPoint,
            LocalEndPoint = transport.LocalEndPoint,
            UserInformation = request.UserInformation,
        };
        try
        {
            return await host.Policy.DecideAsync(proposal, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            AssociationLog.PolicyFailed(host.Logger, id, e.GetType());
            return AssociationDecision.Reject(AssociationRejection.TemporaryCongestion);
        }
    }

    private void Negotiate(AssociateRequestPdu request, AssociationDecision decision)
    {
        NegotiationProfile profile = decision.Profile ?? host.Profile;
        IReadOnlyList<PresentationContext> contexts = ContextNegotiator.Negotiate(request, profile);
        bool wantsResponse = request.UserInformation.UserIdentity is { PositiveResponseRequested: true };
        Accept = ContextNegotiator.Accept(request, contexts, profile, wantsResponse ? decision.UserIdentityResponse : null);
        Association = new AssociationInfo
        {
            Id = id,
            CallingAe = request.CallingAe,
            CalledAe = request.CalledAe,
            RemoteEndPoint = transport.RemoteEndPoint,
            LocalEndPoint = transport.LocalEndPoint,
            PeerImplementationClassUid = request.UserInformation.ImplementationClassUid,
            PeerImplementationVersionName = request.UserInformation.ImplementationVersionName,
            PeerMaxPduLength = request.UserInformation.MaxPduLength ?? 0,
            MaxPduLength = profile.MaxPduLength,
            PresentationContexts = contexts,
        };
        AssociationLog.Accepted(
            host.Logger, id, request.CallingAe.Value, transport.RemoteEndPoint, request.CalledAe.Value, contexts.Count(c => c.IsAccepted), contexts.Count);
    }

    private void LogRejection(AssociateRequestPdu request)
    {
        AssociationRejection rejection = Rejection!.Value;
        host.Meter.Rejected(rejection);
        if (rejection == AssociationRejection.CalledAeNotRecognized)
            host.Throttle.Miss(transport.RemoteEndPoint);
        AssociationLog.Rejected(host.Logger, id, request.CallingAe.Value, transport.RemoteEndPoint, request.CalledAe.Value, rejection);
    }
}
