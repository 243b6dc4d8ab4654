namespace Dicom.Storage.Codecs;

/// <summary>The reference grid, its tiles and its components (SIZ, T.800 A.5.1).</summary>
internal sealed class ImageGrid
{
    public required Bounds Image { get; init; }

    /// <summary>Gets the first tile as it would be without the image's borders.</summary>
    public required Bounds FirstTile { get; init; }

    public required ImageComponent[] Components { get; init; }

    /// <summary>Gets Rsiz, the capabilities; bit 14 says that CAP follows (T.814: HTJ2K).</summary>
    public required int Capabilities { get; init; }

    public int TilesWide => (int)(((long)Image.X1 - FirstTile.X0 + FirstTile.Width - 1) / FirstTile.Width);

    public int TilesHigh => (int)(((long)Image.Y1 - FirstTile.Y0 + FirstTile.Height - 1) / FirstTile.Height);

    public long TileCount => (long)TilesWide * TilesHigh;

    /// <summary>The samples of all components.</summary>
    public long SampleCount
    {
        get
        {
            long count = 0;
            foreach (ImageComponent component in Components)
                count += Image.Subsample(component.StepX, component.StepY).Area;
            return count;
        }
    }

    /// <summary>The part of the reference grid that a tile covers (T.800 B-7 to B-10).</summary>
    public Bounds Tile(int index)
    {
        long x = FirstTile.X0 + (long)(index % TilesWide) * FirstTile.Width;
        long y = FirstTile.Y0 + (long)(index / TilesWide) * FirstTile.Height;
        return new Bounds(
            (int)Math.Max(x, Image.X0),
            (int)Math.Max(y, Image.Y0),
            (int)Math.Min(x + FirstTile.Width, Image.X1),
            (int)Math.Min(y + FirstTile.Height, Image.Y1));
    }
}

/// <summary>A component of the image: bits of a sample, and how many points of the grid one sample stands for.</summary>
internal readonly record struct ImageComponent(int Precision, bool IsSigned, int StepX, int StepY);
