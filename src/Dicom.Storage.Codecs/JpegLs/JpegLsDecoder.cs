namespace Dicom.Storage.Codecs;

/// <summary>Decodes frames (T.87).</summary>
internal static class JpegLsDecoder
{
    private const int MaxBytesPerSample = 2;

    public static FrameInfo ReadHeader(ReadOnlySpan<byte> codestream, in FrameInfo expected)
    {
        JpegLsHeader header = new(codestream);
        header.ReadScan();
        JpegLsFrame frame = header.Frame;
        int rows = frame.Rows == 0 ? expected.Rows : frame.Rows;
        if (frame.Columns > FrameInfo.MaxSide || rows > FrameInfo.MaxSide)
            throw JpegLsErrors.Unsupported("the frame is larger than a DICOM image may be.");
        return new FrameInfo(frame.Columns, rows, frame.Components.Length, frame.Precision <= 8 ? 8 : 16, frame.Precision, expected.IsSigned);
    }

    public static void Decode(ReadOnlySpan<byte> codestream, in FrameInfo expected, Span<byte> destination)
    {
        JpegLsHeader header = new(codestream);
        JpegLsScan scan = header.ReadScan();
        JpegLsFrame frame = header.Frame;
        if (frame.Rows == 0)
            frame.Rows = expected.Rows;
        if (frame.Columns != expected.Columns || frame.Rows != expected.Rows || frame.Components.Length != expected.SamplesPerPixel)
        {
            throw JpegLsErrors.Mismatch(
                $"{frame.Columns} x {frame.Rows} pixels of {frame.Components.Length} samples are not {expected.Columns} x {expected.Rows} of {expected.SamplesPerPixel}.");
        }

        if (frame.Precision > expected.BitsAllocated)
            throw JpegLsErrors.Mismatch($"samples of {frame.Precision} bits do not fit {expected.BitsAllocated}.");
        if (expected.BytesPerSample > MaxBytesPerSample)
            throw JpegLsErrors.Unsupported("samples of more than 16 bits.");
        if (frame.IsSubsampled)
            throw JpegLsErrors.Unsupported("subsampled components.");
        if (header.ColourTransform != 0 && (frame.Components.Length != 3 || frame.Precision != expected.BitsAllocated))
            throw JpegLsErrors.Unsupported("a colour transform of samples that do not fill their bytes.");

        DecodeScans(ref header, scan, JpegLsPlane.ByPixel(expected), destination, expected.BytesPerSample, SignShift(frame.Precision, expected));
        if (header.ColourTransform != 0)
            JpegLsColourTransform.Invert(destination, header.ColourTransform, expected.BytesPerSample);
    }

    /// <summary>Decodes the scan whose header was read and those behind it.</summary>
    public static void DecodeScans(
        ref JpegLsHeader header, JpegLsScan scan, JpegLsPlane[] planes, Span<byte> destination, int bytesPerSample, int signShift)
    {
        while (true)
        {
            using JpegLsScanDecoder decoder = new(header.Frame, scan, header.Preset, header.RestartInterval);
            decoder.Decode(ref header, planes, destination, bytesPerSample, signShift);
            if (header.IsComplete)
                return; // what a data set needs is there, be there an EOI or not
            header.SkipToMarker(header.Position);
            scan = header.ReadScan();
        }
    }

    /// <summary>
    /// The codestream knows no signs. Samples of fewer bits than Bits Stored are taken for positive, as DCMTK and GDCM take them.
    /// </summary>
    private static int SignShift(int precision, in FrameInfo expected) =>
        expected.IsSigned && precision >= expected.BitsStored ? 16 - precision : 0;
}
