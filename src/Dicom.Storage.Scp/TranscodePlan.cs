using Dicom.Storage.Codecs;
using Dicom.Storage.Core;
using Dicom.Storage.DataSets;

namespace Dicom.Storage.Scp;

/// <summary>The rules, found to be possible: names are known, targets can be encoded.</summary>
internal sealed class TranscodePlan
{
    private readonly HashSet<DicomUid> _supported;
    private readonly DicomTransferSyntax? _target;
    private readonly Rule[] _rules;

    /// <exception cref="ArgumentException">A name is not known, or a target cannot be encoded or may not lose what it loses; the message names the setting.</exception>
    public TranscodePlan(TranscodeRules rules, Transcoder transcoder)
    {
        bool isOriginal = rules.Preset == TranscodePreset.DicomServerRs;
        string target = rules.Target.Length == 0 && isOriginal ? DicomTransferSyntax.ExplicitVRLittleEndian.Keyword : rules.Target;
        _target = target.Length == 0 ? null : Target(target, "Target", rules, transcoder);
        _supported = rules.Supported.Count == 0 && isOriginal
            ? [.. s_original.Select(static syntax => syntax.Uid)]
            : [.. rules.Supported.Select(static name => Syntax(name, "Supported").Uid)];
        if (_supported.Count > 0 && _target is null)
            throw new ArgumentException("DicomStorage:Transcode:Supported says what is kept, but Target is empty: set the transfer syntax into which the rest is brought.");
        _rules = [.. rules.Rules.Select((rule, i) => Compile(rule, $"Rules:{i}", rules, transcoder))];
    }

    // What the sample configuration of dicom-server-rs keeps, in the order of its list.
    private static readonly DicomTransferSyntax[] s_original =
    [
        DicomTransferSyntax.ImplicitVRLittleEndian,
        DicomTransferSyntax.ExplicitVRLittleEndian,
        DicomTransferSyntax.ExplicitVRBigEndian,
        DicomTransferSyntax.DeflatedExplicitVRLittleEndian,
        DicomTransferSyntax.RLELossless,
        DicomTransferSyntax.JPEGBaseline8Bit,
        DicomTransferSyntax.JPEGExtended12Bit,
        DicomTransferSyntax.JPEGLossless,
        DicomTransferSyntax.JPEGLosslessSV1,
        DicomTransferSyntax.JPEGLSLossless,
        DicomTransferSyntax.JPEGLSNearLossless,
        DicomTransferSyntax.JPEG2000Lossless,
        DicomTransferSyntax.JPEG2000,
        DicomTransferSyntax.JPEG2000MCLossless,
    ];

    /// <summary>Into which transfer syntax an object is to be brought; null to keep it as it came.</summary>
    public DicomTransferSyntax? TargetOf(SpoolEntry entry, InstanceMetas metas)
    {
        Rule? rule = Array.Find(_rules, rule => rule.Fits(entry, metas));
        DicomUid came = metas.Store.TransferSyntaxUid;
        DicomTransferSyntax? target = rule is not null ? rule.Target : _supported.Contains(came) ? null : _target;
        return target is null || target.Uid == came ? null : target;
    }

    private static Rule Compile(TranscodeRule rule, string setting, TranscodeRules rules, Transcoder transcoder)
    {
        if (rule.MaxBytes < rule.MinBytes)
            throw new ArgumentException($"DicomStorage:Transcode:{setting}: MaxBytes is less than MinBytes.");
        return new Rule(
            rule,
            rule.SopClass.Length == 0 ? default : SopClass(rule.SopClass, setting),
            rule.Source.Length == 0 ? default : Syntax(rule.Source, setting + ":Source").Uid,
            rule.Target.Length == 0 ? null : Target(rule.Target, setting + ":Target", rules, transcoder));
    }

    private static DicomUid SopClass(string name, string setting)
    {
        DicomSopClass? known = DicomSopClass.All.FirstOrDefault(sopClass => sopClass.Keyword == name);
        if (known is not null)
            return known.Uid;
        return DicomUid.TryParse(name, out DicomUid uid)
            ? uid
            : throw new ArgumentException($"DicomStorage:Transcode:{setting}:SopClass '{name}' is neither the UID nor the keyword of a SOP class.");
    }

    private static DicomTransferSyntax Target(string name, string setting, TranscodeRules rules, Transcoder transcoder)
    {
        DicomTransferSyntax syntax = Syntax(name, setting);
        if (!transcoder.CanEncode(syntax))
            throw new ArgumentException($"DicomStorage:Transcode:{setting} '{name}' cannot be encoded by any codec that is registered.");
        if (!rules.AllowLossy && !Transcoder.IsLossless(syntax))
            throw new ArgumentException($"DicomStorage:Transcode:{setting} '{name}' loses something: choose another, or set DicomStorage:Transcode:AllowLossy.");
        return syntax;
    }

    private static DicomTransferSyntax Syntax(string name, string setting) =>
        DicomTransferSyntax.All.FirstOrDefault(syntax => syntax.Keyword == name || syntax.Uid.Value == name)
            ?? throw new ArgumentException($"DicomStorage:Transcode:{setting} '{name}' is neither the UID nor the keyword of a transfer syntax, such as 1.2.840.10008.1.2.1 or ExplicitVRLittleEndian.");

    private sealed record Rule(TranscodeRule Settings, DicomUid SopClass, DicomUid Source, DicomTransferSyntax? Target)
    {
        public bool Fits(SpoolEntry entry, InstanceMetas metas) =>
            FitsText(Settings.Tenant, entry.Tenant.Value)
            && FitsText(Settings.CallingAe, metas.Store.SourceAe.ToString())
            && FitsText(Settings.Modality, metas.State.Modality?.ToString())
            && (SopClass.IsEmpty || SopClass == metas.Image.SopClassUid)
            && (Source.IsEmpty || Source == metas.Store.TransferSyntaxUid)
            && entry.Length >= Settings.MinBytes
            && entry.Length <= Settings.MaxBytes;

        private static bool FitsText(string wanted, string? found) => wanted.Length == 0 || string.Equals(wanted, found, StringComparison.Ordinal);
    }
}
