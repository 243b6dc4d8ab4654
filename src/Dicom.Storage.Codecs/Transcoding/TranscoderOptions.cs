namespace Dicom.Storage.Codecs;

/// <summary>How objects are transcoded.</summary>
public sealed class TranscoderOptions
{
    /// <summary>Gets or sets the codecs. Those of this package by default.</summary>
    public CodecRegistry Codecs { get; set; } = CodecRegistry.Default;

    /// <summary>
    /// Gets or sets how many frames of an object are worked on at once; each takes memory for itself: stored, decoded, encoded and, when verified, decoded again.
    /// 0 to 256; 0, the default, is the number of processors.
    /// </summary>
    public int MaxParallelFrames
    {
        get;
        set => field = OptionRange.Check(value, 0, 256);
    }

    /// <summary>Gets or sets the largest decoded frame, in bytes; an object with larger ones fails before memory is taken. 1 to 2,147,483,591; 1,073,741,824 by default.</summary>
    public int MaxFrameBytes
    {
        get;
        set => field = OptionRange.Check(value, 1, Array.MaxLength);
    } = 1_073_741_824;

    /// <summary>Gets or sets up to how many bytes of the result are kept in memory; what is more goes to a temporary file until it is saved. 0 to 2,147,483,591; 16,777,216 by default.</summary>
    public int MaxMemoryBytes
    {
        get;
        set => field = OptionRange.Check(value, 0, Array.MaxLength);
    } = 16_777_216;

    /// <summary>Gets or sets the directory of temporary files. Empty, the default, for the system's.</summary>
    public string TemporaryDirectory { get; set; } = string.Empty;

    /// <summary>Gets or sets whether each frame that is encoded without loss is decoded again and compared before it counts. True by default.</summary>
    public bool Verify { get; set; } = true;

    /// <summary>Gets or sets what becomes of colour that is luminance and chrominance. <see cref="TranscodeColor.Auto"/> by default.</summary>
    public TranscodeColor Color { get; set; }

    /// <summary>
    /// Gets or sets whether frames are found by an Extended Offset Table (PS3.3 C.7.6.3.1.8). False by default: by a Basic Offset Table, unless
    /// the frames are so large that its 32 bits do not suffice.
    /// </summary>
    public bool ExtendedOffsetTable { get; set; }

    /// <summary>Gets or sets the quality of JPEG baseline as the Independent JPEG Group scales its tables. 1 to 100; 90 by default.</summary>
    public int Quality
    {
        get;
        set => field = OptionRange.Check(value, 1, 100);
    } = 90;

    /// <summary>Gets or sets the largest difference of a sample from the original in near-lossless JPEG-LS. 0 to 255; 2 by default.</summary>
    public int NearLossless
    {
        get;
        set => field = OptionRange.Check(value, 0, 255);
    } = 2;

    internal int Workers => MaxParallelFrames > 0 ? MaxParallelFrames : Math.Min(Environment.ProcessorCount, 256);

    internal TranscoderOptions Copy() => (TranscoderOptions)MemberwiseClone();
}
