namespace Dicom.Storage.Codecs.Tests;

/// <summary>The components of a codestream apart, each on its own grid, as the codestreams of T.803 need it.</summary>
internal sealed class PlanarSink(ImageGrid grid) : ISampleSink
{
    /// <summary>Gets the planes, made when the first of their samples come: a decoder that refuses a codestream has not asked for them.</summary>
    public int[][] Planes { get; } = new int[grid.Components.Length][];

    public static int[][] Decode(ReadOnlySpan<byte> file)
    {
        ReadOnlySpan<byte> codestream = Jpeg2000Container.Unwrap(file);
        PlanarSink sink = new(CodestreamIndex.ReadGrid(codestream));
        Jpeg2000Decoder.Decode(codestream, ref sink);
        return sink.Planes;
    }

    public void Write(int first, int count, int x, int y, ReadOnlySpan<int> samples)
    {
        int width = samples.Length / count;
        for (int i = 0; i < count; i++)
        {
            ImageComponent c = grid.Components[first + i];
            Bounds whole = grid.Image.Subsample(c.StepX, c.StepY);
            Planes[first + i] ??= new int[whole.Area];
            samples.Slice(i * width, width).CopyTo(Planes[first + i].AsSpan((y - whole.Y0) * whole.Width + x - whole.X0));
        }
    }
}
