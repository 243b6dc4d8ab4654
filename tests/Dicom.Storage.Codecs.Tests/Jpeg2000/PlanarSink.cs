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

    public void Write(int component, int x, int y, ReadOnlySpan<int> samples)
    {
        ImageComponent c = grid.Components[component];
        Bounds whole = grid.Image.Subsample(c.StepX, c.StepY);
        Planes[component] ??= new int[whole.Area];
        samples.CopyTo(Planes[component].AsSpan((y - whole.Y0) * whole.Width + x - whole.X0));
    }
}
