using Dicom.Storage.DataSets;

namespace Dicom.Storage.Network;

/// <summary>From a proposal and a profile to the result of each context and the A-ASSOCIATE-AC. Pure.</summary>
internal static class ContextNegotiator
{
    /// <summary>Decides every proposed context, in the order of the proposal (PS3.8 9.3.3.2).</summary>
    public static IReadOnlyList<PresentationContext> Negotiate(AssociateRequestPdu request, NegotiationProfile profile)
    {
        PresentationContext[] results = new PresentationContext[request.Contexts.Count];
        for (int i = 0; i < results.Length; i++)
            results[i] = WithRoles(Negotiate(request.Contexts[i], profile), request.UserInformation, profile);
        return results;
    }

    /// <summary>Composes what is sent back when the association is accepted.</summary>
    public static AssociateAcceptPdu Accept(
        AssociateRequestPdu request, IReadOnlyList<PresentationContext> contexts, NegotiationProfile profile, ReadOnlyMemory<byte>? identityResponse) => new()
        {
            CalledAe = request.CalledAe,
            CallingAe = request.CallingAe,
            Contexts = contexts,
            UserInformation = new UserInformation
            {
                MaxPduLength = profile.MaxPduLength,
                ImplementationClassUid = profile.ImplementationClassUid,
                ImplementationVersionName = profile.ImplementationVersionName,
                RoleSelections = AnswerRoles(request, contexts),
                UserIdentityResponse = identityResponse,
            },
        };

    private static PresentationContext Negotiate(ProposedContext proposed, NegotiationProfile profile)
    {
        DicomUid first = proposed.TransferSyntaxes.Count > 0 ? proposed.TransferSyntaxes[0] : DicomTransferSyntax.ImplicitVRLittleEndian.Uid;
        if (!profile.Accepts(proposed.AbstractSyntax))
            return new PresentationContext(proposed.Id, proposed.AbstractSyntax, first, PresentationContextResult.AbstractSyntaxNotSupported);

        DicomUid chosen = Choose(proposed.TransferSyntaxes, profile);
        return chosen.IsEmpty
            ? new PresentationContext(proposed.Id, proposed.AbstractSyntax, first, PresentationContextResult.TransferSyntaxesNotSupported)
            : new PresentationContext(proposed.Id, proposed.AbstractSyntax, chosen, PresentationContextResult.Acceptance);
    }

    private static DicomUid Choose(IReadOnlyList<DicomUid> proposed, NegotiationProfile profile)
    {
        if (profile.Preference == TransferSyntaxPreference.RequestorOrder)
            return proposed.FirstOrDefault(profile.AcceptsTransferSyntax);

        HashSet<DicomUid> offered = [.. proposed]; // a proposal may list thousands
        return profile.TransferSyntaxes.FirstOrDefault(offered.Contains);
    }

    private static PresentationContext WithRoles(PresentationContext context, UserInformation information, NegotiationProfile profile)
    {
        if (!context.IsAccepted || information.RoleSelections.Count == 0)
            return context;

        foreach (RoleSelection role in information.RoleSelections)
        {
            if (role.SopClassUid == context.AbstractSyntax)
                return context with { RequestorIsScu = role.IsScu, RequestorIsScp = role.IsScp && profile.AcceptProviderRole };
        }

        return context;
    }

    private static List<RoleSelection> AnswerRoles(AssociateRequestPdu request, IReadOnlyList<PresentationContext> contexts)
    {
        List<RoleSelection> answers = [];
        HashSet<DicomUid> asked = [.. request.UserInformation.RoleSelections.Select(r => r.SopClassUid)];
        foreach (PresentationContext context in contexts)
        {
            if (context.IsAccepted && asked.Remove(context.AbstractSyntax))
                answers.Add(new RoleSelection(context.AbstractSyntax, context.RequestorIsScu, context.RequestorIsScp));
        }

        return answers;
    }
}
