using System.Collections.Frozen;
using Dicom.Storage.DataSets;

namespace Dicom.Storage.Network;

/// <summary>What an acceptor accepts and tells of itself (PS3.8 7.1.1, PS3.7 D.3.3). A profile may serve any number of associations.</summary>
public sealed class NegotiationProfile
{
    private FrozenSet<DicomUid> _abstractSyntaxes = DefaultAbstractSyntaxes();
    private FrozenSet<DicomUid> _transferSyntaxes;

    /// <summary>Makes a profile that accepts all storage classes and Verification in every transfer syntax of the standard.</summary>
    public NegotiationProfile()
    {
        DicomUid[] all = [.. DicomTransferSyntax.All.Select(s => s.Uid)];
        TransferSyntaxes = all;
        _transferSyntaxes = all.ToFrozenSet();
    }

    /// <summary>Gets or sets the SOP classes that are accepted. All storage classes of the standard and Verification by default.</summary>
    public IReadOnlyCollection<DicomUid> AbstractSyntaxes
    {
        get => _abstractSyntaxes;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            _abstractSyntaxes = value.ToFrozenSet();
        }
    }

    /// <summary>Gets or sets whether SOP classes that the standard does not know (private or newer ones) are accepted too. False by default.</summary>
    public bool AcceptUnknownAbstractSyntaxes { get; set; }

    /// <summary>Gets or sets the transfer syntaxes that are accepted, the preferred first. Every one of the standard by default.</summary>
    public IReadOnlyList<DicomUid> TransferSyntaxes
    {
        get;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            field = [.. value];
            _transferSyntaxes = field.ToFrozenSet();
        }
    }

    /// <summary>Gets or sets which usable transfer syntax is chosen. The requestor's first by default.</summary>
    public TransferSyntaxPreference Preference { get; set; }

    /// <summary>Gets or sets whether a requestor may take the provider's role when it asks (PS3.7 D.3.3.4). False by default.</summary>
    public bool AcceptProviderRole { get; set; }

    /// <summary>Gets or sets the largest P-DATA-TF accepted, in bytes (PS3.8 D.1). 4,096 to 16,777,216; 262,144 by default. Costs no memory.</summary>
    public uint MaxPduLength
    {
        get;
        set => field = OptionRange.Check(value, 4_096u, 16_777_216u);
    } = 262_144;

    /// <summary>Gets or sets the Implementation Class UID told to the peer (PS3.7 D.3.3.2). <see cref="DicomFileMeta.ImplementationClass"/> by default.</summary>
    public DicomUid ImplementationClassUid
    {
        get;
        set
        {
            if (value.IsEmpty)
                throw new ArgumentException("An Implementation Class UID is needed (PS3.7 D.3.3.2).", nameof(value));
            field = value;
        }
    } = DicomFileMeta.ImplementationClass;

    /// <summary>Gets or sets the Implementation Version Name told to the peer: 1 to 16 printable ASCII characters (PS3.7 D.3.3.2).</summary>
    public string ImplementationVersionName
    {
        get;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            if (value.Length is 0 or > 16 || value.Any(c => c is < ' ' or > '~'))
                throw new ArgumentException("A version name is 1 to 16 printable ASCII characters (PS3.7 D.3.3.2).", nameof(value));
            field = value;
        }
    } = DicomFileMeta.ImplementationVersion;

    internal bool Accepts(DicomUid abstractSyntax) =>
        _abstractSyntaxes.Contains(abstractSyntax) || (AcceptUnknownAbstractSyntaxes && !abstractSyntax.IsEmpty && !DicomSopClass.TryGet(abstractSyntax, out _));

    internal bool AcceptsTransferSyntax(DicomUid transferSyntax) => _transferSyntaxes.Contains(transferSyntax);

    private static FrozenSet<DicomUid> DefaultAbstractSyntaxes() =>
        DicomSopClass.StorageClasses.Select(c => c.Uid).Append(DicomSopClass.Verification.Uid).ToFrozenSet();
}
