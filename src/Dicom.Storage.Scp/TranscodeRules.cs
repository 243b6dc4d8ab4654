using Dicom.Storage.Codecs;

namespace Dicom.Storage.Scp;

/// <summary>
/// Which objects are stored in another transfer syntax than they came in; section <c>DicomStorage:Transcode</c>. It is done after the acknowledgement.
/// An object that cannot be brought into its transfer syntax is kept as it came, and the receive journal says so in <c>transfer_status</c> and <c>target_ts</c>.
/// </summary>
/// <remarks>
/// The first of <see cref="Rules"/> that fits an object decides. For one that none fits: kept if its transfer syntax is in <see cref="Supported"/>, else
/// brought into <see cref="Target"/>; kept when no <see cref="Target"/> is set.
/// </remarks>
public sealed class TranscodeRules
{
    private readonly TranscoderOptions _transcoding = new() { MaxParallelFrames = 2 };

    /// <summary>Gets or sets settings by one word, for <see cref="Supported"/> and <see cref="Target"/> where they are not set. <see cref="TranscodePreset.None"/> by default.</summary>
    public TranscodePreset Preset { get; set; }

    /// <summary>Gets the transfer syntaxes that are kept, as UIDs or keywords. None by default.</summary>
    public IList<string> Supported { get; } = [];

    /// <summary>Gets or sets the transfer syntax into which others are brought, a UID or keyword. Empty, the default: all are kept.</summary>
    public string Target { get; set; } = string.Empty;

    /// <summary>Gets the rules, of which the first that fits decides. None by default.</summary>
    public IList<TranscodeRule> Rules { get; } = [];

    /// <summary>
    /// Gets or sets whether the object as it came is stored too: beside the one in another transfer syntax (its location ends with <c>.original.dcm</c>), or as an
    /// instance with its own rows where the other got a UID of its own. False by default.
    /// </summary>
    public bool KeepOriginal { get; set; }

    /// <summary>
    /// Gets or sets whether a target may lose something: such an object gets a SOP Instance UID of its own, and the sender's is then that of
    /// none that the index names. False by default: such a target is refused at the start.
    /// </summary>
    public bool AllowLossy { get; set; }

    /// <summary>Gets or sets whether each frame that is encoded without loss is decoded again and compared before it replaces anything. True by default.</summary>
    public bool Verify { get; set; } = true;

    /// <summary>Gets or sets how many objects are worked on at once, of all studies. 1 to 64; 2 by default.</summary>
    public int MaxParallelObjects
    {
        get;
        set => field = OptionRange.Check(value, 1, 64);
    } = 2;

    /// <summary>Gets or sets how many frames of an object are worked on at once. 0, for the number of processors, to 256; 2 by default.</summary>
    public int MaxParallelFrames
    {
        get => _transcoding.MaxParallelFrames;
        set => _transcoding.MaxParallelFrames = value;
    }

    /// <summary>Gets or sets the largest decoded frame, in bytes; objects with larger ones are kept as they came. 1 to 2,147,483,591; 1,073,741,824 by default.</summary>
    public int MaxFrameBytes
    {
        get => _transcoding.MaxFrameBytes;
        set => _transcoding.MaxFrameBytes = value;
    }

    /// <summary>Gets or sets the quality of JPEG baseline as the Independent JPEG Group scales its tables. 1 to 100; 90 by default.</summary>
    public int Quality
    {
        get => _transcoding.Quality;
        set => _transcoding.Quality = value;
    }

    /// <summary>Gets or sets the largest difference of a sample from the original in near-lossless JPEG-LS. 0 to 255; 2 by default.</summary>
    public int NearLossless
    {
        get => _transcoding.NearLossless;
        set => _transcoding.NearLossless = value;
    }

    internal TranscoderOptions ToTranscoderOptions() => _transcoding;
}
