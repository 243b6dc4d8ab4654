namespace Dicom.Storage.Codecs;

/// <summary>Where the samples of a component lie in the decoded frame, in bytes.</summary>
internal readonly record struct JpegLsPlane(long Start, int Columns, int Rows, int PixelStride, long RowStride)
{
    /// <summary>The layout of colour by pixel (PS3.3 C.7.6.3.1.3).</summary>
    public static JpegLsPlane[] ByPixel(in FrameInfo frame)
    {
        JpegLsPlane[] planes = new JpegLsPlane[frame.SamplesPerPixel];
        int pixel = frame.SamplesPerPixel * frame.BytesPerSample;
        for (int i = 0; i < planes.Length; i++)
            planes[i] = new JpegLsPlane(i * frame.BytesPerSample, frame.Columns, frame.Rows, pixel, (long)pixel * frame.Columns);
        return planes;
    }

    /// <summary>The bytes of a row from its first sample on.</summary>
    public Span<byte> Row(Span<byte> frame, int row, int bytesPerSample) =>
        frame.Slice((int)(Start + (row * RowStride)), ((Columns - 1) * PixelStride) + bytesPerSample);

    public ReadOnlySpan<byte> Row(ReadOnlySpan<byte> frame, int row, int bytesPerSample) =>
        frame.Slice((int)(Start + (row * RowStride)), ((Columns - 1) * PixelStride) + bytesPerSample);
}
