namespace Dicom.Storage.Codecs;

/// <summary>
/// The shape of one decoded frame (PS3.3 C.7.6.3): samples little endian, colour by pixel, rows one behind the other without padding.
/// </summary>
public readonly record struct FrameInfo
{
    /// <summary>The largest number of rows or columns (VR US).</summary>
    public const int MaxSide = ushort.MaxValue;

    /// <param name="columns">Columns (0028,0011), 1 to 65,535.</param>
    /// <param name="rows">Rows (0028,0010), 1 to 65,535.</param>
    /// <param name="samplesPerPixel">Samples per Pixel (0028,0002), 1 to 4.</param>
    /// <param name="bitsAllocated">Bits that a sample takes in the decoded frame: 8, 16 or 32.</param>
    /// <param name="bitsStored">Bits of a sample that count, 1 to <paramref name="bitsAllocated"/>.</param>
    /// <param name="isSigned">Whether samples are two's complement.</param>
    /// <exception cref="CodecException">A value is out of its range (<see cref="CodecFailure.InvalidFrame"/>).</exception>
    public FrameInfo(int columns, int rows, int samplesPerPixel, int bitsAllocated, int bitsStored, bool isSigned)
    {
        if (columns is < 1 or > MaxSide || rows is < 1 or > MaxSide || samplesPerPixel is < 1 or > 4)
            throw new CodecException(CodecFailure.InvalidFrame, $"A frame of {columns} x {rows} pixels with {samplesPerPixel} samples cannot be.");
        if (bitsAllocated is not (8 or 16 or 32) || bitsStored < 1 || bitsStored > bitsAllocated)
            throw new CodecException(CodecFailure.InvalidFrame, $"Samples of {bitsStored} bits in {bitsAllocated} cannot be coded.");

        Columns = columns;
        Rows = rows;
        SamplesPerPixel = samplesPerPixel;
        BitsAllocated = bitsAllocated;
        BitsStored = bitsStored;
        IsSigned = isSigned;
    }

    /// <summary>Gets the pixels of a row.</summary>
    public int Columns { get; }

    /// <summary>Gets the rows.</summary>
    public int Rows { get; }

    /// <summary>Gets the samples of a pixel: 1 for grey and palette, 3 for colour.</summary>
    public int SamplesPerPixel { get; }

    /// <summary>Gets the bits that a sample takes: 8, 16 or 32.</summary>
    public int BitsAllocated { get; }

    /// <summary>Gets the bits of a sample that count.</summary>
    public int BitsStored { get; }

    /// <summary>Gets whether samples are two's complement.</summary>
    public bool IsSigned { get; }

    /// <summary>Gets the bytes of a sample: 1, 2 or 4.</summary>
    public int BytesPerSample => BitsAllocated / 8;

    /// <summary>Gets the samples of the frame.</summary>
    public long SampleCount => (long)Columns * Rows * SamplesPerPixel;

    /// <summary>Gets the bytes of the decoded frame. At most 2^36: a caller allocates it only within a budget of its own.</summary>
    public long Length => SampleCount * BytesPerSample;
}
