using Dicom.Storage.DataSets;

namespace Dicom.Storage.Codecs;

/// <summary>How frames are to be encoded.</summary>
/// <param name="TransferSyntax">The syntax, one that the codec encodes.</param>
public sealed record FrameEncoding(DicomTransferSyntax TransferSyntax)
{
    /// <summary>
    /// Gets whether the three samples of a pixel are red, green and blue, so that a codec with a component transform of its own may
    /// use it: RCT of JPEG 2000, YCbCr of JPEG baseline. Default: no.
    /// </summary>
    public bool IsRgb { get; init; }

    /// <summary>Gets the largest difference of a sample from the original in near-lossless JPEG-LS (T.87 NEAR), 0 to 255. Default: 2.</summary>
    public int NearLossless
    {
        get;
        init => field = OptionRange.Check(value, 0, 255);
    } = 2;

    /// <summary>Gets the quality of JPEG baseline as the Independent JPEG Group scales its tables, 1 to 100. Default: 90.</summary>
    public int Quality
    {
        get;
        init => field = OptionRange.Check(value, 1, 100);
    } = 90;
}
