namespace Dicom.Storage.Codecs;

/// <summary>
/// What becomes of YBR_FULL, luminance and chrominance of 8 bits. The conversion to red, green and blue rounds to whole numbers. Chrominance of fewer samples
/// (YBR_FULL_422) is brought to full size in any case where the wanted transfer syntax needs that.
/// </summary>
public enum TranscodeColor
{
    /// <summary>
    /// It becomes RGB where the object demands it (ultrasound has YBR_FULL with RLE only, PS3.3 C.8.5.6.1.2) and where frames compressed with loss become
    /// uncompressed; otherwise it stays as it is.
    /// </summary>
    Auto,

    /// <summary>It stays as it is: samples are those that were decoded, bit for bit.</summary>
    Keep,

    /// <summary>It becomes RGB.</summary>
    Rgb,
}
