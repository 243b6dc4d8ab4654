namespace Dicom.Storage.Codecs;

/// <summary>Frames of DICOM that are codestreams of Part 1 or Part 15.</summary>
internal static class Jpeg2000Frames
{
    public static FrameInfo ReadHeader(ReadOnlySpan<byte> codestream)
    {
        ImageGrid grid = CodestreamIndex.ReadGrid(Jpeg2000Container.Unwrap(codestream));
        int precision = 0;
        foreach (ImageComponent component in grid.Components)
            precision = Math.Max(precision, component.Precision);
        int allocated = precision <= 8 ? 8 : precision <= 16 ? 16 : 32;
        return new FrameInfo(grid.Image.Width, grid.Image.Height, grid.Components.Length, allocated, precision, grid.Components[0].IsSigned);
    }

    public static void Decode(ReadOnlySpan<byte> codestream, in FrameInfo expected, Span<byte> destination)
    {
        CodecArguments.CheckDecode(expected, destination);
        codestream = Jpeg2000Container.Unwrap(codestream);
        ImageGrid grid = CodestreamIndex.ReadGrid(codestream);
        Check(grid, expected);
        SampleSink sink = new(expected, destination, grid.Image.X0, grid.Image.Y0);
        Jpeg2000Decoder.Decode(codestream, ref sink);
    }

    // Depth and sign often differ from the data set's (PS3.5 8.2.4 lets the codestream decide): what fits into the sample is taken.
    private static void Check(ImageGrid grid, in FrameInfo expected)
    {
        if (grid.Image.Width != expected.Columns || grid.Image.Height != expected.Rows || grid.Components.Length != expected.SamplesPerPixel)
            throw Jpeg2000Errors.Mismatch(
                $"{grid.Image.Width} x {grid.Image.Height} pixels of {grid.Components.Length} samples, and the data set says {expected.Columns} x {expected.Rows} of {expected.SamplesPerPixel}.");
        foreach (ImageComponent component in grid.Components)
        {
            if (component.Precision > expected.BitsAllocated)
                throw Jpeg2000Errors.Mismatch($"samples of {component.Precision} bits, and the data set has room for {expected.BitsAllocated}.");
            if (component.StepX != 1 || component.StepY != 1)
                throw Jpeg2000Errors.Unsupported("subsampled components in a frame.");
        }
    }
}
