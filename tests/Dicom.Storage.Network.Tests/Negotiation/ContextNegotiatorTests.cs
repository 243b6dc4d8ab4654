using Dicom.Storage.DataSets;

namespace Dicom.Storage.Network.Tests;

public sealed class ContextNegotiatorTests
{
    private static readonly DicomUid s_ct = Requests.CtImageStorage;
    private static readonly DicomUid s_private = DicomUid.Parse("1.2.840.113619.4.26");
    private static readonly DicomUid s_find = DicomUid.Parse("1.2.840.10008.5.1.4.1.2.2.1"); // Study Root Query, FIND: known and no storage class
    private static readonly DicomUid s_implicit = Requests.ImplicitLittleEndian;
    private static readonly DicomUid s_explicit = Requests.ExplicitLittleEndian;
    private static readonly DicomUid s_jpeg2000 = DicomUid.Parse("1.2.840.10008.1.2.4.90");
    private static readonly DicomUid s_privateSyntax = DicomUid.Parse("1.2.840.113619.5.2");

    [Fact]
    public void Every_storage_class_in_every_transfer_syntax_is_accepted_by_default()
    {
        NegotiationProfile profile = new();
        foreach (DicomSopClass sopClass in DicomSopClass.StorageClasses)
        {
            PresentationContext context = Negotiate(profile, sopClass.Uid, s_jpeg2000);
            Assert.True(context.IsAccepted, sopClass.Keyword);
        }

        foreach (DicomTransferSyntax syntax in DicomTransferSyntax.All)
            Assert.Equal(syntax.Uid, Negotiate(profile, s_ct, syntax.Uid).TransferSyntaxUid);
    }

    [Fact]
    public void The_requestors_first_usable_syntax_is_chosen_by_default() =>
        Assert.Equal(s_jpeg2000, Negotiate(new NegotiationProfile(), s_ct, s_privateSyntax, s_jpeg2000, s_implicit).TransferSyntaxUid);

    [Fact]
    public void The_profiles_first_offered_syntax_is_chosen_when_it_shall_prefer() =>
        Assert.Equal(s_explicit, Negotiate(
            new NegotiationProfile { TransferSyntaxes = [s_explicit, s_implicit, s_jpeg2000], Preference = TransferSyntaxPreference.ProfileOrder },
            s_ct, s_implicit, s_jpeg2000, s_explicit).TransferSyntaxUid);

    [Theory]
    [InlineData(TransferSyntaxPreference.RequestorOrder)]
    [InlineData(TransferSyntaxPreference.ProfileOrder)]
    public void No_syntax_in_common_is_result_4(TransferSyntaxPreference preference) =>
        Assert.Equal(
            PresentationContextResult.TransferSyntaxesNotSupported,
            Negotiate(new NegotiationProfile { TransferSyntaxes = [s_explicit], Preference = preference }, s_ct, s_implicit, s_jpeg2000).Result);

    [Fact]
    public void Unknown_classes_are_accepted_only_when_the_profile_says_so_and_known_other_services_never()
    {
        NegotiationProfile open = new() { AcceptUnknownAbstractSyntaxes = true };

        Assert.Equal(PresentationContextResult.AbstractSyntaxNotSupported, Negotiate(new NegotiationProfile(), s_private, s_implicit).Result);
        Assert.True(Negotiate(open, s_private, s_implicit).IsAccepted);
        Assert.Equal(PresentationContextResult.AbstractSyntaxNotSupported, Negotiate(open, s_find, s_implicit).Result);
        Assert.Equal(PresentationContextResult.AbstractSyntaxNotSupported, Negotiate(open, default, s_implicit).Result);
    }

    [Theory]
    [InlineData(true, true, false, true, false)]
    [InlineData(true, true, true, true, true)]
    [InlineData(false, true, true, false, true)]
    [InlineData(true, false, true, true, false)]
    public void The_provider_role_is_given_only_when_asked_for_and_allowed(bool askScu, bool askScp, bool allowed, bool scu, bool scp)
    {
        AssociateRequestPdu request = Request(s_ct, [s_implicit], new RoleSelection(s_ct, askScu, askScp));

        PresentationContext context = Assert.Single(ContextNegotiator.Negotiate(request, new NegotiationProfile { AcceptProviderRole = allowed }));

        Assert.Equal((scu, scp), (context.RequestorIsScu, context.RequestorIsScp));
    }

    [Fact]
    public void All_of_the_request_and_the_accept_is_read_as_it_was_written()
    {
        AssociateRequestPdu request = Request(s_ct, [s_implicit, s_explicit], new RoleSelection(s_ct, true, true));

        Assert.True(AssociateRequestPduCodec.TryRead(AssociateRequestPduCodec.Write(request).Span[6..], out AssociateRequestPdu? read));

        Assert.Equal((request.CalledAe, request.CallingAe, request.ProtocolVersion, request.ApplicationContext), (read.CalledAe, read.CallingAe, read.ProtocolVersion, read.ApplicationContext));
        Assert.Equivalent(request.Contexts, read.Contexts, strict: true);
        UserInformation expected = request.UserInformation;
        UserInformation information = read.UserInformation;
        Assert.Equal((expected.MaxPduLength, expected.ImplementationClassUid, expected.ImplementationVersionName), (information.MaxPduLength, information.ImplementationClassUid, information.ImplementationVersionName));
        Assert.Equal((expected.AsynchronousWindow, false), (information.AsynchronousWindow, information.HasRepeatedItems));
        Assert.Equal(expected.RoleSelections, information.RoleSelections);
        Assert.Equal("abc"u8, Assert.Single(information.ExtendedNegotiations).Information.Span);
        SopClassCommonExtendedNegotiation common = Assert.Single(information.CommonExtendedNegotiations);
        Assert.Equal((s_private, s_find), (common.SopClassUid, common.ServiceClassUid));
        Assert.Equal([s_ct, s_explicit], common.RelatedSopClassUids);
        Assert.Equal((UserIdentityType.UserNameAndPasscode, true), (information.UserIdentity!.Type, information.UserIdentity.PositiveResponseRequested));
        Assert.Equal("user"u8, information.UserIdentity.Primary.Span);
        Assert.Equal("S3CR3T"u8, information.UserIdentity.Secondary.Span);
        Assert.DoesNotContain("S3CR3T", information.UserIdentity.ToString(), StringComparison.Ordinal);
    }

    private static PresentationContext Negotiate(NegotiationProfile profile, DicomUid abstractSyntax, params DicomUid[] transferSyntaxes) =>
        Assert.Single(ContextNegotiator.Negotiate(Request(abstractSyntax, transferSyntaxes), profile));

    private static AssociateRequestPdu Request(DicomUid abstractSyntax, DicomUid[] transferSyntaxes, params RoleSelection[] roles) => new()
    {
        ProtocolVersion = 1,
        CalledAe = AeTitle.Parse("CALLED"),
        CallingAe = AeTitle.Parse("CALLING"),
        ApplicationContext = AssociateAcceptPduCodec.ApplicationContext,
        Contexts = [new ProposedContext(1, abstractSyntax, 1, transferSyntaxes, transferSyntaxes.Length)],
        UserInformation = new UserInformation
        {
            MaxPduLength = 65_536,
            ImplementationClassUid = DicomUid.Parse("1.2.3"),
            ImplementationVersionName = "VERSION",
            AsynchronousWindow = new AsynchronousWindow(5, 1),
            RoleSelections = roles,
            ExtendedNegotiations = [new SopClassExtendedNegotiation(s_ct, "abc"u8.ToArray())],
            CommonExtendedNegotiations = [new SopClassCommonExtendedNegotiation(s_private, s_find, [s_ct, s_explicit])],
            UserIdentity = new UserIdentity(UserIdentityType.UserNameAndPasscode, true, "user"u8.ToArray(), "S3CR3T"u8.ToArray()),
        },
    };
}
