namespace Dicom.Storage.DataSets;

/// <summary>Frames of native Pixel Data: one behind the other, all of one size (PS3.5 8.1.1).</summary>
internal sealed class NativeFrames(DicomElement element, DicomPixelData pixels) : FrameSource
{
    /// <summary>The bits of one frame; 0 when the attributes do not give a size.</summary>
    private readonly UInt128 _frameBits = FrameBits(pixels);

    public override DicomFrameFailure Find(int index, out FrameBytes frame)
    {
        frame = default;
        if (_frameBits == 0)
            return DicomFrameFailure.NoSize;

        UInt128 start = _frameBits * (UInt128)index;
        if (start + _frameBits > (UInt128)element.Length * 8)
            return DicomFrameFailure.PastEnd;

        long first = (long)(start / 8);
        long end = (long)((start + _frameBits + 7) / 8);
        int swapSize = element.IsBigEndian ? Math.Max(1, element.VR.ValueSize) : 1;
        if (swapSize > 1)
        {
            // Words are turned around whole, and a frame of bytes may begin in the middle of one.
            first -= first % swapSize;
            end = Math.Min(end + ((swapSize - (end % swapSize)) % swapSize), element.Length);
        }

        int skip = (int)(start - ((UInt128)first * 8));
        bool isWhole = swapSize == 1 && skip == 0 && _frameBits % 8 == 0;
        frame = new FrameBytes([element.Raw.Slice(first, end - first)], swapSize, skip, isWhole ? -1 : (long)_frameBits);
        return DicomFrameFailure.None;
    }

    private static UInt128 FrameBits(DicomPixelData pixels)
    {
        UInt128 samples = (UInt128)pixels.Rows * (UInt128)pixels.Columns * (UInt128)pixels.SamplesPerPixel;
        // Two pixels share their chrominance, so a pixel has two samples (PS3.3 C.7.6.3.1.2).
        if (pixels is { SamplesPerPixel: 3, PhotometricInterpretation: "YBR_FULL_422" or "YBR_PARTIAL_422" })
            samples = samples * 2 / 3;
        else if (pixels is { SamplesPerPixel: 3, PhotometricInterpretation: "YBR_PARTIAL_420" })
            samples /= 2;
        return samples * (UInt128)pixels.BitsAllocated;
    }
}
