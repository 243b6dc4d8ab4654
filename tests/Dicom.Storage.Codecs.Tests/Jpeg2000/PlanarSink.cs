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

    public void Write(int component, in Bounds area, ReadOnlySpan<int> samples)
    {
        ImageComponent c = grid.Components[component];
        Bounds whole = grid.Image.Subsample(c.StepX, c.StepY);
        Planes[component] ??= new int[whole.Area];
        for (int y = 0; y < area.Height; y++)
            samples.Slice(y * area.Width, area.Width).CopyTo(Planes[component].AsSpan((area.Y0 - whole.Y0 + y) * whole.Width + area.X0 - whole.X0));
    }
}
