using Dicom.Storage.DataSets;

namespace Dicom.Storage.Codecs;

/// <summary>What a data set says of its image, found to be possible before any memory is taken by it (PS3.3 C.7.6.3).</summary>
internal sealed class ImageShape
{
    private ImageShape(DicomPixelData pixels, Photometric photometric)
    {
        Pixels = pixels;
        Photometric = photometric;
        IsBits = pixels.BitsAllocated == 1;
        Frame = new FrameInfo(
            pixels.Columns,
            pixels.Rows,
            pixels.SamplesPerPixel,
            IsBits ? 8 : pixels.BitsAllocated,
            IsBits ? 1 : pixels.BitsStored,
            pixels.IsSigned);
    }

    public DicomPixelData Pixels { get; }

    public Photometric Photometric { get; }

    /// <summary>Gets whether samples are luminance and chrominance.</summary>
    public bool IsYbr => Photometric is Photometric.YbrFull or Photometric.YbrFull422;

    /// <summary>Gets whether samples are single bits; decoded, each has a byte.</summary>
    public bool IsBits { get; }

    /// <summary>Gets the decoded frame, chrominance of full size.</summary>
    public FrameInfo Frame { get; }

    /// <summary>Gets the bytes of a frame that is stored without compression: bits packed, chrominance shared; without the padding of a fragment.</summary>
    public long UncompressedLength => IsBits ? BitPacking.PackedLength(Frame.SampleCount) : Photometric == Photometric.YbrFull422 ? Frame.Length / 3 * 2 : Frame.Length;

    /// <summary>Gets whether the highest bit that counts is the one above those that do (it is in nearly all images).</summary>
    public bool IsRightAligned => Pixels.HighBit == Pixels.BitsStored - 1;

    /// <exception cref="TranscodeException">The attributes are missing, out of range, or contradict each other.</exception>
    public static ImageShape Read(DicomDataset dataset, DicomPixelData pixels, int maxFrameBytes)
    {
        RequireNumberOfFrames(dataset);
        if (pixels.BitsAllocated == 0)
            throw Invalid("Bits Allocated is missing or 0: Pixel Data is none of an image.");
        bool depths = pixels.BitsAllocated is 1 or 8 or 16 or 32 && pixels.BitsStored >= 1 && pixels.BitsStored <= pixels.BitsAllocated
            && pixels.HighBit < pixels.BitsAllocated && pixels.HighBit >= pixels.BitsStored - 1;
        if (!depths)
            throw Invalid($"Bits Allocated {pixels.BitsAllocated}, Bits Stored {pixels.BitsStored} and High Bit {pixels.HighBit} do not go together.");
        if (pixels.Rows == 0 || pixels.Columns == 0)
            throw Invalid("Rows or Columns is missing, 0 or no 16-bit number.");

        Photometric photometric = Parse(pixels.PhotometricInterpretation);
        int samples = photometric is Photometric.Monochrome or Photometric.Palette ? 1 : 3;
        if (pixels.SamplesPerPixel != samples)
            throw Invalid($"{pixels.PhotometricInterpretation} with {pixels.SamplesPerPixel} samples a pixel cannot be.");
        if (pixels.BitsAllocated == 1 && samples != 1)
            throw Invalid("Single bits have one sample a pixel.");

        ImageShape shape = new(pixels, photometric);
        if (shape.Frame.Length > maxFrameBytes)
            throw new TranscodeException(TranscodeFailure.OverBudget, $"A frame has {shape.Frame.Length} bytes; {maxFrameBytes} are allowed.");
        return shape;
    }

    /// <summary>The same image with another photometric interpretation of as many samples.</summary>
    public ImageShape As(Photometric photometric) => new(Pixels, photometric);

    /// <summary>Reads the photometric interpretations that still images have.</summary>
    private static Photometric Parse(string text) => text switch
    {
        "MONOCHROME1" or "MONOCHROME2" => Photometric.Monochrome,
        "PALETTE COLOR" => Photometric.Palette,
        "RGB" => Photometric.Rgb,
        "YBR_FULL" => Photometric.YbrFull,
        "YBR_FULL_422" => Photometric.YbrFull422,
        "YBR_ICT" => Photometric.YbrIct,
        "YBR_RCT" => Photometric.YbrRct,
        _ => throw Invalid("Photometric Interpretation is missing or none that a still image has."),
    };

    // What DicomPixelData takes for 1 is refused here: who transcodes must know how many there are.
    private static void RequireNumberOfFrames(DicomDataset dataset)
    {
        if (!dataset.TryGetItem(DicomTag.NumberOfFrames, out DicomItem? item) || item is DicomElement { IsEmpty: true })
            return;
        if (!dataset.TryGetSingleValue(DicomTag.NumberOfFrames, out int frames) || frames < 1)
            throw Invalid("Number of Frames is no number above 0.");
    }

    private static TranscodeException Invalid(string message) => new(TranscodeFailure.InvalidImage, message);
}
