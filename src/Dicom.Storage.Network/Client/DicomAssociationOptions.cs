using Dicom.Storage.DataSets;

namespace Dicom.Storage.Network;

/// <summary>What a requestor proposes, and how long it waits.</summary>
public sealed class DicomAssociationOptions
{
    private static readonly TimeSpan s_tenth = TimeSpan.FromMilliseconds(100);

    /// <summary>Gets or sets the own title.</summary>
    public required AeTitle CallingAe { get; set; }

    /// <summary>Gets or sets the title of the peer.</summary>
    public required AeTitle CalledAe { get; set; }

    /// <summary>Gets the contexts to propose, 1 to 128. Verification is not proposed unless it is added.</summary>
    public IList<ContextProposal> Contexts { get; } = [];

    /// <summary>Gets the roles to propose (PS3.7 D.3.3.4). None by default: the requestor is service class user.</summary>
    public IList<RoleSelection> RoleSelections { get; } = [];

    /// <summary>Gets or sets the user identity (PS3.7 D.3.3.7); null, the default, for none.</summary>
    public UserIdentity? UserIdentity { get; set; }

    /// <summary>Gets or sets the largest P-DATA-TF accepted, in bytes (PS3.8 D.1). 4,096 to 16,777,216; 262,144 by default.</summary>
    public uint MaxPduLength { get; set => field = OptionRange.Check(value, 4_096u, 16_777_216u); } = 262_144;

    /// <summary>Gets or sets the largest P-DATA-TF sent, in bytes, however much the peer takes. 4,096 to 1,048,576; 262,144 by default.</summary>
    public int MaxSentPduLength { get; set => field = OptionRange.Check(value, 4_096, 1_048_576); } = 262_144;

    /// <summary>Gets or sets how long connecting may take. 0.1 s to 10 min; 15 s by default.</summary>
    public TimeSpan ConnectTimeout { get; set => field = OptionRange.Check(value, s_tenth, TimeSpan.FromMinutes(10)); } = TimeSpan.FromSeconds(15);

    /// <summary>Gets or sets how long the answer to the association request and to the release may take. 0.1 s to 10 min; 30 s by default.</summary>
    public TimeSpan AssociationTimeout { get; set => field = OptionRange.Check(value, s_tenth, TimeSpan.FromMinutes(10)); } = TimeSpan.FromSeconds(30);

    /// <summary>Gets or sets how long a response may take once its request has been sent. 0.1 s to 1 day; 5 min by default.</summary>
    public TimeSpan ResponseTimeout { get; set => field = OptionRange.Check(value, s_tenth, TimeSpan.FromDays(1)); } = TimeSpan.FromMinutes(5);

    /// <summary>Gets or sets how long the peer may leave a block that was sent untaken. 0.1 s to 1 h; 1 min by default.</summary>
    public TimeSpan SendTimeout { get; set => field = OptionRange.Check(value, s_tenth, TimeSpan.FromHours(1)); } = TimeSpan.FromMinutes(1);

    /// <summary>Gets or sets how long the connection stays open after an abort for the peer to close it. 0.1 s to 1 min; 1 s by default.</summary>
    public TimeSpan CloseTimeout { get; set => field = OptionRange.Check(value, s_tenth, TimeSpan.FromMinutes(1)); } = TimeSpan.FromSeconds(1);

    /// <summary>Gets or sets the Implementation Class UID told to the peer (PS3.7 D.3.3.2). <see cref="DicomFileMeta.ImplementationClass"/> by default.</summary>
    public DicomUid ImplementationClassUid { get; set; } = DicomFileMeta.ImplementationClass;

    /// <summary>Gets or sets the Implementation Version Name told to the peer (PS3.7 D.3.3.2). <see cref="DicomFileMeta.ImplementationVersion"/> by default.</summary>
    public string ImplementationVersionName { get; set; } = DicomFileMeta.ImplementationVersion;

    /// <summary>Gets or sets the source of time. The system's by default.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Adds a context. To have each transfer syntax accepted on its own, add one context for each.</summary>
    public void AddContext(DicomUid abstractSyntax, params IReadOnlyList<DicomUid> transferSyntaxes) => Contexts.Add(new ContextProposal(abstractSyntax, transferSyntaxes));

    /// <summary>Adds the context for C-ECHO: Verification in implicit VR little endian.</summary>
    public void AddVerification() => AddContext(DicomSopClass.Verification.Uid, DicomTransferSyntax.ImplicitVRLittleEndian.Uid);

    /// <summary>Makes the request; ids are 1, 3, 5, ….</summary>
    /// <exception cref="ArgumentException">No context, more than 128, one without transfer syntax, or no titles.</exception>
    internal static AssociateRequestPdu ToRequest(DicomAssociationOptions options)
    {
        if (options.Contexts.Count is 0 or > AssociateRequestPduCodec.MaxContexts
            || options.Contexts.Any(c => c.TransferSyntaxes.Count == 0 || c.AbstractSyntax.IsEmpty))
            throw new ArgumentException("An association needs 1 to 128 contexts, each with a SOP class and a transfer syntax (PS3.8 9.3.2).", nameof(options));
        if (options.CallingAe.IsEmpty || options.CalledAe.IsEmpty)
            throw new ArgumentException("An association needs a calling and a called AE title (PS3.8 9.3.2).", nameof(options));

        return new AssociateRequestPdu
        {
            ProtocolVersion = 1,
            CallingAe = options.CallingAe,
            CalledAe = options.CalledAe,
            ApplicationContext = AssociateAcceptPduCodec.ApplicationContext,
            Contexts = [.. options.Contexts.Select((c, i) => new ProposedContext((byte)((2 * i) + 1), c.AbstractSyntax, 1, c.TransferSyntaxes, c.TransferSyntaxes.Count))],
            UserInformation = new UserInformation
            {
                MaxPduLength = options.MaxPduLength,
                ImplementationClassUid = options.ImplementationClassUid,
                ImplementationVersionName = options.ImplementationVersionName,
                RoleSelections = [.. options.RoleSelections],
                UserIdentity = options.UserIdentity,
            },
        };
    }
}
