namespace Dicom.Storage.Codecs;

/// <summary>A component of a frame, and what its scans have brought so far.</summary>
internal sealed class JpegComponent(int index, byte id, int horizontal, int vertical, int quantization)
{
    public int Index { get; } = index;

    public byte Id { get; } = id;

    public int Horizontal { get; } = horizontal;

    public int Vertical { get; } = vertical;

    /// <summary>Gets the table of quantization, 0 to 3.</summary>
    public int Quantization { get; } = quantization;

    /// <summary>Gets or sets the samples of a line, without those that fill up the last unit.</summary>
    public int Width { get; set; }

    public int Height { get; set; }

    /// <summary>Gets or sets the data units of a line in an interleaved scan.</summary>
    public int UnitsWide { get; set; }

    public int UnitsHigh { get; set; }

    /// <summary>Gets or sets the table of DC codes, or of all codes in the lossless process, in the scan that goes on.</summary>
    public int DcTable { get; set; }

    public int AcTable { get; set; }

    /// <summary>Gets or sets whether a scan has brought it, whole or, in the progressive process, its DC coefficients.</summary>
    public bool IsSeen { get; set; }

    /// <summary>Gets or sets the steps of quantization as its first scan found them; null in the lossless process.</summary>
    public int[]? Steps { get; set; }
}
