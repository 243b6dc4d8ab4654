using System.Net;

namespace Dicom.Storage.Network;

/// <summary>Reads what an acceptor answered against what was proposed. Pure.</summary>
internal static class AssociationProposalResult
{
    public static AssociationInfo Read(AssociateRequestPdu request, AssociateAcceptPdu accept, Transport transport, uint maxPduLength) => new()
    {
        Id = (transport.LocalEndPoint as IPEndPoint)?.Port ?? 0,
        CallingAe = request.CallingAe,
        CalledAe = request.CalledAe,
        RemoteEndPoint = transport.RemoteEndPoint,
        LocalEndPoint = transport.LocalEndPoint,
        PeerImplementationClassUid = accept.UserInformation.ImplementationClassUid,
        PeerImplementationVersionName = accept.UserInformation.ImplementationVersionName,
        PeerMaxPduLength = accept.UserInformation.MaxPduLength ?? 0,
        MaxPduLength = maxPduLength,
        PresentationContexts = [.. request.Contexts.Select(proposed => ResultOf(proposed, accept))],
    };

    private static PresentationContext ResultOf(ProposedContext proposed, AssociateAcceptPdu accept)
    {
        PresentationContext? answer = accept.Contexts.FirstOrDefault(c => c.Id == proposed.Id);
        if (answer is null)
            return new PresentationContext(proposed.Id, proposed.AbstractSyntax, default, PresentationContextResult.NoReason);

        // An acceptor that chooses what nobody offered has accepted nothing that could be sent.
        bool isUsable = !answer.IsAccepted || proposed.TransferSyntaxes.Contains(answer.TransferSyntaxUid);
        PresentationContextResult result = isUsable ? answer.Result : PresentationContextResult.TransferSyntaxesNotSupported;
        RoleSelection role = accept.UserInformation.RoleSelections.FirstOrDefault(r => r.SopClassUid == proposed.AbstractSyntax);
        PresentationContext context = new(proposed.Id, proposed.AbstractSyntax, answer.TransferSyntaxUid, result);
        return role == default ? context : context with { RequestorIsScu = role.IsScu, RequestorIsScp = role.IsScp };
    }
}
